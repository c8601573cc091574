package org.keyedstatebench.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keyedstatebench.job.Contract;

/**
 * What an engine says of itself in its {@code engine.json}: all that the harness needs to start it, to compare it and to speak of
 * it. The form is that of {@code engine.schema.json}; fields that are not required may be left out.
 *
 * @param contract newest one of job specification and signals that the engine knows
 * @param id its name in scenarios and results
 * @param name its name for people
 * @param version of the engine
 * @param versions what else its build was made of, by the name of the Maven property that sets it
 * @param start what starts it
 * @param environment variables of its process
 * @param processing how it takes its records
 * @param startup typical time from its start to the first count, with its stop; for estimates
 * @param supports what it can be asked for
 * @param variants the built-in ones, at least one; the first is what a scenario's variant of this engine is like
 * @param main name of the variant that stands for the engine where one must do; {@code null} for the first
 * @param profiles what it needs set
 * @param micro its micro-benchmarks; {@code null} for none
 * @param claims of its documentation
 * @param clusters those that it runs on; {@code null} for none, only its own process
 * @param table its part in the comparison table; empty for none
 */
public record EngineDescriptor(
        Integer contract,
        String id,
        String name,
        String version,
        Map<String, String> versions,
        Start start,
        Map<String, String> environment,
        Processing processing,
        Duration startup,
        Supports supports,
        List<EngineVariant> variants,
        String main,
        Profiles profiles,
        Micro micro,
        List<Claim> claims,
        ClusterSupport clusters,
        List<TableEntry> table) {

    private static final Duration USUAL_STARTUP = Duration.ofSeconds(15);

    public EngineDescriptor {
        Contract.check(Checks.present(contract, "contract"), "the engine");
        Checks.name(id, "id");
        Checks.present(name, "name");
        Checks.present(version, "version");
        versions = Checks.copy(versions);
        Checks.present(start, "start");
        environment = Checks.copy(environment);
        Checks.present(processing, "processing");
        startup = startup == null ? USUAL_STARTUP : startup;
        Checks.present(supports, "supports");
        variants = said(Checks.some(variants, "variants"), Map.of(), "variants", processing);
        main = main == null ? variants.get(0).name() : main;
        Map<String, EngineVariant> builtIn = byName(variants);
        if (!builtIn.containsKey(main)) {
            throw new IllegalArgumentException("main: expected one of " + builtIn.keySet() + ", got '" + main + "'");
        }
        profiles = profiles == null ? Profiles.NONE : profiles;
        claims = Checks.any(claims);
        table = table(Checks.any(table), builtIn, processing);
        checkClaims(claims, table);
    }

    /** What each variant is, with what it is like laid under it. */
    private static List<EngineVariant> said(
            List<EngineVariant> given, Map<String, EngineVariant> others, String field, Processing processing) {
        Map<String, EngineVariant> known = new LinkedHashMap<>(others);
        Map<String, EngineVariant> all = new LinkedHashMap<>();
        for (int i = 0; i < given.size(); i++) {
            EngineVariant variant = given.get(i);
            String where = field + "[" + i + "] ";
            if (variant.like() != null && !known.containsKey(variant.like())) {
                throw new IllegalArgumentException(where + "like: expected a variant that stands above: "
                        + String.join(", ", known.keySet()) + "; got '" + variant.like() + "'");
            }
            EngineVariant whole =
                    variant.on(variant.like() == null ? EngineVariant.plain(processing) : known.get(variant.like()));
            check(whole, where);
            if (all.put(whole.name(), whole) != null) {
                throw new IllegalArgumentException(where + "name: '" + whole.name() + "' stands here again");
            }
            known.putIfAbsent(whole.name(), whole);
        }
        return List.copyOf(all.values());
    }

    private static void check(EngineVariant variant, String where) {
        try {
            Checks.present(variant.stateBackend(), "stateBackend");
            variant.job();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + e.getMessage(), e);
        }
    }

    private static List<TableEntry> table(
            List<TableEntry> given, Map<String, EngineVariant> builtIn, Processing processing) {
        List<EngineVariant> whole =
                said(given.stream().map(TableEntry::variant).toList(), builtIn, "table", processing);
        List<TableEntry> entries = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            TableEntry entry = given.get(i);
            entries.add(new TableEntry(whole.get(i), entry.rows(), entry.full(), entry.quick(), entry.compare()));
        }
        return List.copyOf(entries);
    }

    private static void checkClaims(List<Claim> claims, List<TableEntry> table) {
        Set<String> measured = new HashSet<>();
        table.forEach(entry -> measured.add(entry.variant().name()));
        for (int i = 0; i < claims.size(); i++) {
            if (!claims.get(i).isOfBackends()) {
                Checks.oneOf(measured, claims.get(i).variants(), "claims[" + i + "] variants");
            }
        }
    }

    /** The same engine of a time when it knew none. */
    public EngineDescriptor withoutClusters() {
        return new EngineDescriptor(
                contract,
                id,
                name,
                version,
                versions,
                start,
                environment,
                processing,
                startup,
                supports,
                variants,
                main,
                profiles,
                micro,
                claims,
                null,
                table);
    }

    private static Map<String, EngineVariant> byName(List<EngineVariant> variants) {
        Map<String, EngineVariant> all = new LinkedHashMap<>();
        variants.forEach(variant -> all.put(variant.name(), variant));
        return all;
    }
}

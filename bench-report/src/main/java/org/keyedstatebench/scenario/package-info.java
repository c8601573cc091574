/** What to run, in the terms of the field: workload, variants, timing; read from YAML and validated. */
package org.keyedstatebench.scenario;

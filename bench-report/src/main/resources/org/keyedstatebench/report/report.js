/* Turns the data that stand in the page into plots. Everything that is said in words is in the page without this script. */
(function () {
  "use strict";

  var DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3], [4, 2], [14, 4]];
  var LABEL_ROOM = 150;
  var LABEL_HEIGHT = 15;
  var NARROW = 620;
  var plots = [];

  function css(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function font(size, weight) {
    return (weight || "") + " " + size + "px " + getComputedStyle(document.body).fontFamily;
  }

  function figure(value) {
    if (value === null || value === undefined) {
      return "–";
    }
    if (value === 0) {
      return "0";
    }
    var digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
    return Number(value.toPrecision(3)).toLocaleString("en", { maximumFractionDigits: Math.min(digits, 9) });
  }

  /* 1/(1-q) as the percentile q: 1000 is 99.9 %. */
  function percentile(x) {
    var q = 100 - 100 / x;
    var nines = Math.max(0, Math.round(Math.log10(x)) - 2);
    return q.toFixed(nines) + " %";
  }

  function powerOfTen(value) {
    var exponent = Math.log10(value);
    return Math.abs(exponent - Math.round(exponent)) < 1e-6;
  }

  function scaleOf(axis) {
    return axis.scale === "linear" ? { time: false } : { time: false, distr: 3, log: 10 };
  }

  function range(values) {
    var low = Infinity;
    var high = -Infinity;
    values.forEach(function (value) {
      if (value !== null) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    });
    return [low, high];
  }

  /* A log axis with little room around the data, not out to the next powers of ten. */
  function logRange(values) {
    var r = range(values);
    return r[0] === Infinity ? [1, 10] : [r[0] / 1.25, r[1] * 1.25];
  }

  function logTicks(low, high) {
    var decades = Math.log10(high / low);
    var steps = decades > 2.5 ? [1] : decades > 1 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 6, 8];
    var ticks = [];
    for (var exponent = Math.floor(Math.log10(low)); exponent <= Math.ceil(Math.log10(high)); exponent++) {
      steps.forEach(function (step) {
        var value = step * Math.pow(10, exponent);
        if (value >= low && value <= high) {
          ticks.push(value);
        }
      });
    }
    return ticks;
  }

  function axis(spec, vertical, width) {
    var it = {
      label: spec.label,
      stroke: css("--soft"),
      font: font(12),
      labelFont: font(12),
      labelSize: 22,
      size: vertical ? 58 : 36,
      grid: { stroke: css("--grid"), width: 1 },
      ticks: { stroke: css("--line"), width: 1, size: 5 },
      values: function (u, splits) {
        return splits.map(function (value) {
          return value === null ? "" : spec.scale === "quantile" ? percentile(value) : figure(value);
        });
      }
    };
    if (spec.scale !== "linear") {
      it.splits = function (u, index, low, high) {
        return spec.scale === "quantile"
          ? logTicks(low, high).filter(powerOfTen)
          : logTicks(low, high);
      };
      it.filter = function (u, splits) { return splits; };
    } else if (!vertical) {
      it.space = width < NARROW ? 45 : 60;
      it.incrs = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
    }
    return it;
  }

  /* ---- what lies behind and above the lines ---- */

  function drawMarksBehind(u, marks) {
    var ctx = u.ctx;
    ctx.save();
    marks.forEach(function (mark) {
      var left = Math.max(u.bbox.left, u.valToPos(mark[1], "x", true));
      var right = Math.min(u.bbox.left + u.bbox.width, u.valToPos(mark[2], "x", true));
      if (right < u.bbox.left || left > u.bbox.left + u.bbox.width) {
        return;
      }
      if (mark[0] === "window" || mark[0] === "outage") {
        ctx.fillStyle = css("--" + mark[0]);
        ctx.fillRect(left, u.bbox.top, right - left, u.bbox.height);
      } else if (mark[0] === "block") {
        drawBlock(u, mark, left, right);
      } else if (mark[0] === "checkpoint") {
        ctx.fillStyle = css("--checkpoint");
        ctx.globalAlpha = 0.25;
        ctx.fillRect(left, u.bbox.top, Math.max(right - left, 1), u.bbox.height);
        ctx.globalAlpha = 1;
        ctx.fillRect(left, u.bbox.top, 1.5 * devicePixelRatio, u.bbox.height);
      }
    });
    ctx.restore();
  }

  function drawBlock(u, mark, left, right) {
    var ctx = u.ctx;
    var even = Number(mark[3].replace(/\D/g, "")) % 2 === 0;
    if (even) {
      ctx.fillStyle = css("--window");
      ctx.fillRect(left, u.bbox.top, right - left, u.bbox.height);
    }
    ctx.fillStyle = css("--soft");
    ctx.font = font(12 * devicePixelRatio);
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    ctx.fillText(mark[3], (left + right) / 2, u.bbox.top + 4 * devicePixelRatio);
  }

  function drawMarksInFront(u, marks) {
    var ctx = u.ctx;
    var px = devicePixelRatio;
    var edge = u.bbox.left + u.bbox.width;
    ctx.save();
    marks.forEach(function (mark) {
      var left = u.valToPos(mark[1], "x", true);
      var right = u.valToPos(mark[2], "x", true);
      if (right < u.bbox.left || left > edge) {
        return;
      }
      left = Math.max(left, u.bbox.left);
      right = Math.min(right, edge);
      if (mark[0] === "batch") {
        ctx.fillStyle = css("--batch");
        ctx.fillRect(left, u.bbox.top + u.bbox.height - 7 * px, Math.max(right - left - px, px), 5 * px);
      } else if (mark[0] === "gc") {
        ctx.fillStyle = css("--gc");
        ctx.beginPath();
        ctx.moveTo(left - 4 * px, u.bbox.top);
        ctx.lineTo(left + 4 * px, u.bbox.top);
        ctx.lineTo(left, u.bbox.top + 8 * px);
        ctx.fill();
      }
    });
    ctx.restore();
  }

  function lastIndex(ys) {
    for (var i = ys.length - 1; i >= 0; i--) {
      if (ys[i] !== null) {
        return i;
      }
    }
    return -1;
  }

  /* Names at the ends of the lines, pushed apart where they would lie on each other. */
  function drawLabels(u, spec) {
    var ctx = u.ctx;
    var px = devicePixelRatio;
    var labels = [];
    spec.lines.forEach(function (line) {
      var last = lastIndex(line.ys);
      if (line.label && last >= 0) {
        labels.push({
          line: line,
          x: u.valToPos(spec.xs[last], "x", true),
          y: u.valToPos(line.ys[last], "y", true)
        });
      }
    });
    labels.sort(function (a, b) { return a.y - b.y; });
    var bottom = u.bbox.top + u.bbox.height;
    labels.forEach(function (label, i) {
      label.at = Math.max(label.y, i === 0 ? u.bbox.top + 8 * px : labels[i - 1].at + LABEL_HEIGHT * px);
    });
    for (var i = labels.length - 1; i >= 0; i--) {
      var limit = i === labels.length - 1 ? bottom : labels[i + 1].at - LABEL_HEIGHT * px;
      labels[i].at = Math.min(labels[i].at, limit);
    }
    ctx.save();
    ctx.font = font(12 * px);
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    var textLeft = u.bbox.left + u.bbox.width + 16 * px;
    labels.forEach(function (label) {
      ctx.strokeStyle = css("--soft");
      ctx.lineWidth = px;
      ctx.setLineDash([px, 3 * px]);
      ctx.beginPath();
      ctx.moveTo(label.x + 2 * px, label.y);
      ctx.lineTo(textLeft - 4 * px, label.at);
      ctx.stroke();
      ctx.fillStyle = css("--ink");
      ctx.setLineDash([]);
      ctx.fillText(label.line.label, textLeft, label.at, (LABEL_ROOM - 18) * px);
    });
    ctx.restore();
  }

  function drawMarker(ctx, shape, x, y, size) {
    ctx.beginPath();
    if (shape === 0) {
      ctx.arc(x, y, size, 0, 2 * Math.PI);
    } else if (shape === 1) {
      ctx.rect(x - size, y - size, 2 * size, 2 * size);
    } else if (shape === 2) {
      ctx.moveTo(x, y - size * 1.3);
      ctx.lineTo(x + size * 1.3, y);
      ctx.lineTo(x, y + size * 1.3);
      ctx.lineTo(x - size * 1.3, y);
    } else {
      ctx.moveTo(x, y - size * 1.2);
      ctx.lineTo(x + size * 1.2, y + size);
      ctx.lineTo(x - size * 1.2, y + size);
    }
    ctx.closePath();
    ctx.fill();
  }

  function drawMarkers(u, spec) {
    var ctx = u.ctx;
    ctx.save();
    spec.lines.forEach(function (line) {
      if (line.weight !== "points") {
        return;
      }
      ctx.fillStyle = css("--hue-" + line.hue);
      line.ys.forEach(function (y, i) {
        if (y !== null) {
          drawMarker(ctx, line.pattern % 4, u.valToPos(spec.xs[i], "x", true), u.valToPos(y, "y", true),
            4.5 * devicePixelRatio);
        }
      });
    });
    ctx.restore();
  }

  function series(line) {
    var hue = css("--hue-" + line.hue);
    var width = { bold: 2.5, medium: 1.6, points: 1.4, thin: 0.8, guide: 1.2 }[line.weight];
    return {
      label: line.label,
      stroke: line.weight === "thin" ? hue + "80" : hue,
      width: width,
      dash: line.weight === "guide" ? [2, 4] : DASHES[line.pattern % DASHES.length],
      spanGaps: true,
      points: { show: false }
    };
  }

  /* ---- the values under the pointer ---- */

  function showTip(u, spec, tip) {
    var i = u.cursor.idx;
    if (i === null || i === undefined || u.cursor.left < 0) {
      tip.style.display = "none";
      return;
    }
    tip.textContent = "";
    var head = document.createElement("strong");
    head.textContent = spec.x.scale === "quantile"
      ? Number((100 - 100 / spec.xs[i]).toPrecision(6)) + " %"
      : spec.x.label.replace(/seconds since.*/, "second") + " " + figure(spec.xs[i]);
    tip.appendChild(head);
    spec.lines.forEach(function (line) {
      if (line.label && line.ys[i] !== null) {
        var row = document.createElement("div");
        row.textContent = line.label + ": " + figure(line.ys[i]);
        tip.appendChild(row);
      }
    });
    tip.style.display = "block";
    var right = u.cursor.left > u.over.clientWidth / 2;
    tip.style.left = right ? "" : u.over.offsetLeft + u.cursor.left + 14 + "px";
    tip.style.right = right ? u.root.clientWidth - u.over.offsetLeft - u.cursor.left + 14 + "px" : "";
    tip.style.top = u.over.offsetTop + 8 + "px";
  }

  function build(plot) {
    var box = plot.box;
    var spec = plot.spec;
    var width = box.clientWidth;
    if (plot.chart) {
      plot.chart.destroy();
    }
    box.textContent = "";
    var tip = document.createElement("div");
    tip.className = "tip";
    var labelled = width >= NARROW;
    var xRange = range(spec.xs);
    var all = [].concat.apply(spec.y.room, spec.lines.map(function (line) { return line.ys; }));
    var xScale = scaleOf(spec.x);
    var yScale = scaleOf(spec.y);
    xScale.range = spec.x.scale === "linear"
      ? (spec.marks.some(function (mark) { return mark[0] === "block"; })
        ? [xRange[0] - 0.5, xRange[1] + 0.5]
        : [xRange[0], xRange[1] > xRange[0] ? xRange[1] : xRange[0] + 1])
      : [xRange[0], xRange[1] * 1.02];
    yScale.range = spec.y.scale === "linear"
      ? [0, Math.max(range(all)[1], 0) * 1.08 || 1]
      : logRange(all);
    plot.chart = new uPlot({
      width: width,
      height: box.clientHeight,
      padding: [14, labelled ? LABEL_ROOM : 14, 0, 0],
      scales: { x: xScale, y: yScale },
      axes: [axis(spec.x, false, width), axis(spec.y, true, width)],
      series: [{}].concat(spec.lines.map(series)),
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { show: false } },
      hooks: {
        drawAxes: [function (u) { drawMarksBehind(u, spec.marks); }],
        draw: [function (u) {
          drawMarksInFront(u, spec.marks);
          drawMarkers(u, spec);
          if (labelled) {
            drawLabels(u, spec);
          }
        }],
        setCursor: [function (u) { showTip(u, spec, tip); }]
      }
    }, [spec.xs].concat(spec.lines.map(function (line) { return line.ys; })), box);
    plot.chart.root.appendChild(tip);
    plot.width = width;
  }

  function start() {
    document.querySelectorAll("script[data-plot]").forEach(function (script) {
      plots.push({
        box: document.getElementById(script.dataset.plot),
        spec: JSON.parse(script.textContent),
        chart: null,
        width: 0
      });
    });
    var redraw = function () {
      plots.forEach(function (plot) {
        if (plot.box.clientWidth > 0) {
          build(plot);
        }
      });
    };
    redraw();
    /* Also tells when a closed part is opened: a plot in it had no width until then. */
    var observer = new ResizeObserver(function (entries) {
      entries.forEach(function (entry) {
        var plot = plots.find(function (it) { return it.box === entry.target; });
        if (plot.box.clientWidth > 0 && plot.box.clientWidth !== plot.width) {
          build(plot);
        }
      });
    });
    plots.forEach(function (plot) { observer.observe(plot.box); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
    addEventListener("beforeprint", function () {
      document.documentElement.classList.add("print");
      redraw();
    });
    addEventListener("afterprint", function () {
      document.documentElement.classList.remove("print");
      redraw();
    });
    /* uPlot draws in a microtask: after the next frame all of it is there. */
    requestAnimationFrame(function () {
      setTimeout(function () { document.documentElement.dataset.ready = "true"; }, 0);
    });
  }

  start();
})();

(function () {
  "use strict";
  var PAGE = 50, WAIT = 120;
  var data = JSON.parse(document.getElementById("data").textContent);
  var rows = data.rows, criteria = data.criteria;
  var get = function (id) { return document.getElementById(id); };
  var search = get("search"), group = get("group"), criterion = get("criterion"), outcome = get("outcome");
  var table = get("table"), head = table.tHead.rows[0], body = table.tBodies[0];
  var teams = rows.some(function (row) { return row.team; });
  var state = { key: "urgency", down: true, page: 0, found: rows };
  var haystacks = null;

  var COLUMNS = [
    { key: "total", name: "score", number: true, show: function (row) { return row.total === null ? "–" : Math.round(row.total); } },
    { key: "id", name: "call", show: callCell },
    { key: "group", name: data.by, show: function (row) { return row.group || "–"; } },
    { key: "team", name: "team", only: function () { return teams; }, show: function (row) { return row.team || "–"; } },
    { key: "date", name: "day", show: function (row) { return row.date || "–"; } },
    { key: "duration", name: "length", number: true, show: function (row) { return clock(row.duration); } },
    { key: "talk", name: "agent talks", number: true, show: function (row) { return row.talk === null ? "–" : Math.round(100 * row.talk) + " %"; } },
    { key: "outcome", name: "outcome", show: function (row) { return row.outcome; } },
    { key: "faults", name: "faults", number: true, show: function (row) { return row.faults + (row.serious ? " (" + row.serious + " serious)" : ""); } },
    { key: "criterion", name: "", number: true, only: function () { return criterion.value !== ""; }, show: function (row) { var p = pointsOf(row); return p === null ? "–" : p; } },
    { key: "urgency", name: "why hear it", show: whyCell }
  ];

  function pointsOf(row) {
    var value = row.points[Number(criterion.value)];
    return value === undefined ? null : value;
  }
  function clock(seconds) {
    if (seconds === null) { return "–"; }
    var whole = Math.floor(seconds), rest = whole % 60;
    return Math.floor(whole / 60) + ":" + (rest < 10 ? "0" : "") + rest;
  }
  function callCell(row, cell) {
    cell.className = "call";
    if (!row.link) { return row.id; }
    var link = document.createElement("a");
    link.href = row.link;
    link.textContent = row.id;
    cell.appendChild(link);
    return null;
  }
  function whyCell(row, cell) {
    cell.className = "why";
    if (row.why) { cell.appendChild(document.createTextNode(row.why)); }
    var words = wanted();
    if (words.length) { cell.appendChild(snippet(row.text, words[0])); }
    return null;
  }
  function snippet(text, word) {
    var box = document.createElement("div"), at = text.toLowerCase().indexOf(word);
    box.className = "soft";
    if (at < 0) { return box; }
    var from = Math.max(0, at - 40), to = Math.min(text.length, at + word.length + 60);
    box.append("… " + text.slice(from, at));
    var mark = document.createElement("mark");
    mark.textContent = text.slice(at, at + word.length);
    box.append(mark, text.slice(at + word.length, to) + " …");
    return box;
  }
  function wanted() {
    return search.value.toLowerCase().split(/\s+/).filter(Boolean);
  }
  function haystack(index) {
    if (!haystacks) { haystacks = new Array(rows.length); }
    if (haystacks[index] === undefined) {
      var row = rows[index];
      haystacks[index] = [row.id, row.agent, row.team, row.date, row.outcome, row.why, row.text].join("\n").toLowerCase();
    }
    return haystacks[index];
  }
  function matches(row, index) {
    if (group.value !== "" && (row.group === null ? "\u0000" : row.group) !== group.value) { return false; }
    if (outcome.value !== "" && row.outcome !== outcome.value) { return false; }
    if (criterion.value !== "") {
      var points = pointsOf(row);
      if (points === null || points >= 100) { return false; }
    }
    return wanted().every(function (word) { return haystack(index).indexOf(word) >= 0; });
  }
  function valueOf(row) {
    return state.key === "criterion" ? pointsOf(row) : row[state.key];
  }
  function compare(one, other) {
    var a = valueOf(one), b = valueOf(other);
    if (a === null || b === null) { return (a === null) - (b === null) || tie(one, other); }
    var way = a < b ? -1 : a > b ? 1 : 0;
    return (state.down ? -way : way) || tie(one, other);
  }
  function tie(one, other) {
    if (one.total === null || other.total === null) { return (one.total === null) - (other.total === null); }
    return one.total - other.total;
  }
  function apply(keep) {
    if (criterion.value === "" && state.key === "criterion") { state.key = "urgency"; state.down = true; }
    state.found = rows.filter(matches).sort(compare);
    state.page = keep ? state.page : 0;
    drawHead();
    draw();
  }
  function shown() {
    return COLUMNS.filter(function (column) { return !column.only || column.only(); });
  }
  function drawHead() {
    head.replaceChildren.apply(head, shown().map(function (column) {
      var cell = document.createElement("th"), button = document.createElement("button");
      cell.scope = "col";
      if (column.number) { cell.className = "number"; }
      if (column.key === state.key) { cell.setAttribute("aria-sort", state.down ? "descending" : "ascending"); }
      button.type = "button";
      button.dataset.key = column.key;
      button.textContent = column.key === "criterion" ? criteria[Number(criterion.value)].title : column.name;
      cell.appendChild(button);
      return cell;
    }));
  }
  function draw() {
    var from = state.page * PAGE, some = state.found.slice(from, from + PAGE), columns = shown();
    body.replaceChildren.apply(body, some.map(function (row) {
      var line = document.createElement("tr");
      columns.forEach(function (column) {
        var cell = document.createElement("td");
        if (column.number) { cell.className = "number"; }
        var text = column.show(row, cell);
        if (text !== null) { cell.textContent = text; }
        line.appendChild(cell);
      });
      return line;
    }));
    var last = Math.min(from + PAGE, state.found.length);
    get("count").textContent = state.found.length === rows.length ? rows.length + " calls" : state.found.length + " of " + rows.length + " calls"
      + (criterion.value === "" ? "" : " lost points on “" + criteria[Number(criterion.value)].title + "”");
    get("page").textContent = state.found.length ? (from + 1) + "–" + last : "none";
    get("before").disabled = state.page === 0;
    get("after").disabled = last >= state.found.length;
  }
  function fill(select, values) {
    values.forEach(function (pair) {
      var option = document.createElement("option");
      option.value = pair[0];
      option.textContent = pair[1];
      select.appendChild(option);
    });
  }
  function unique(key) {
    return Array.from(new Set(rows.map(function (row) { return row[key]; })));
  }
  function show() { get("calls").scrollIntoView({ block: "start" }); }
  function pick(name, at) {
    get("filters").reset();
    group.value = name === "" ? "\u0000" : name;
    if (at !== undefined) { criterion.value = at; state.key = "criterion"; state.down = false; }
    apply();
    show();
  }

  fill(group, unique("group").sort(function (a, b) { return (a === null) - (b === null) || (a < b ? -1 : 1); })
    .map(function (name) { return name === null ? ["\u0000", "(not known)"] : [name, name]; }));
  fill(criterion, criteria.map(function (row, at) { return [String(at), row.title]; }));
  fill(outcome, unique("outcome").sort().map(function (name) { return [name, name]; }));

  var waiting = null;
  search.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(apply, WAIT);
  });
  [group, outcome].forEach(function (select) { select.addEventListener("change", function () { apply(); }); });
  criterion.addEventListener("change", function () {
    if (criterion.value !== "") { state.key = "criterion"; state.down = false; }
    apply();
  });
  get("filters").addEventListener("submit", function (event) { event.preventDefault(); });
  get("filters").addEventListener("reset", function () { setTimeout(apply, 0); });
  head.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) { return; }
    var key = button.dataset.key;
    state.down = state.key === key ? !state.down : key === "urgency" || key === "faults";
    state.key = key;
    apply();
    head.querySelector("button[data-key='" + key + "']").focus();
  });
  get("before").addEventListener("click", function () { state.page -= 1; draw(); show(); });
  get("after").addEventListener("click", function () { state.page += 1; draw(); show(); });
  document.querySelectorAll("[data-group]").forEach(function (cell) {
    cell.addEventListener("click", function () { pick(cell.dataset.group, cell.dataset.criterion); });
  });
  if (get("all-reasons")) {
    get("all-reasons").addEventListener("click", function () {
      get("filters").reset();
      state.key = "urgency";
      state.down = true;
      apply();
      show();
    });
  }
  document.querySelectorAll("table.sortable").forEach(function (sortable) {
    var heads = Array.from(sortable.tHead.rows[0].cells);
    heads.forEach(function (cell, at) {
      cell.querySelector("button").addEventListener("click", function () {
        var down = cell.getAttribute("aria-sort") === "ascending" || (at > 0 && !cell.hasAttribute("aria-sort"));
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        cell.setAttribute("aria-sort", down ? "descending" : "ascending");
        var lines = Array.from(sortable.tBodies[0].rows);
        lines.sort(function (one, other) {
          var a = one.cells[at].dataset.value, b = other.cells[at].dataset.value;
          if (a === "" || b === "") { return (a === "") - (b === ""); }
          var way = at === 0 ? (a < b ? -1 : a > b ? 1 : 0) : Number(a) - Number(b);
          return down ? -way : way;
        });
        sortable.tBodies[0].append.apply(sortable.tBodies[0], lines);
      });
    });
  });
  apply();
})();

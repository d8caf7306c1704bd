(function () {
  "use strict";
  var ROLES = ["agent", "customer", "other"];
  var data = JSON.parse(document.getElementById("data").textContent);
  var get = function (id) { return document.getElementById(id); };
  var root = document.querySelector("main.callscore"), box = get("corrections"), open = get("correct");
  var roles = {}, texts = {}, reasons = {}, made = false;

  function other(role) { return role === "agent" ? "customer" : role === "customer" ? "agent" : role; }
  function present(index) {
    var role = data.turns[index].role;
    return get("swap").checked ? other(role) : role;
  }
  function edits() {
    var list = get("swap").checked ? [{ kind: "swap_roles" }] : [];
    Object.keys(roles).forEach(function (index) {
      if (roles[index] !== present(index)) {
        list.push({ kind: "role", turn: Number(index), role: roles[index], was: data.turns[index].text });
      }
    });
    Object.keys(texts).forEach(function (index) {
      if (texts[index] !== data.turns[index].text) {
        list.push({ kind: "text", turn: Number(index), text: texts[index], was: data.turns[index].text });
      }
    });
    Object.keys(reasons).forEach(function (number) {
      var finding = data.findings[number], reason = reasons[number].trim();
      if (reason) {
        list.push({ kind: "overrule", criterion: finding.criterion, rule: finding.rule, turn: finding.turn, quote: finding.quote, reason: reason });
      }
    });
    return list;
  }
  function update() {
    var count = edits().length;
    get("download").disabled = count === 0;
    get("edits").textContent = count === 0 ? "nothing changed yet" : count + (count === 1 ? " change" : " changes");
  }
  function element(tag, properties) {
    return Object.assign(document.createElement(tag), properties);
  }
  function editTurn(turn, index) {
    var form = element("div", { className: "edit" }), select = element("select", {}), area = element("textarea", { value: data.turns[index].text, dir: "auto" });
    select.setAttribute("aria-label", "Who speaks in turn " + (index + 1));
    area.setAttribute("aria-label", "Words of turn " + (index + 1));
    ROLES.forEach(function (role) { select.appendChild(element("option", { value: role, textContent: role })); });
    select.value = roles[index] || present(index);
    select.addEventListener("change", function () { roles[index] = select.value; turn.classList.add("changed"); update(); });
    area.addEventListener("input", function () { texts[index] = area.value; turn.classList.add("changed"); update(); });
    form.append(select, area);
    turn.querySelector(".said").after(form);
  }
  function overrule(remark) {
    var number = remark.dataset.finding, form = element("div", { className: "edit" });
    var reason = element("input", { type: "text", placeholder: "Why it does not hold" });
    reason.setAttribute("aria-label", "Why the finding does not hold: " + remark.textContent.slice(0, 80));
    reason.addEventListener("input", function () {
      reasons[number] = reason.value;
      remark.classList.toggle("gone", reason.value.trim() !== "");
      update();
    });
    form.appendChild(reason);
    remark.appendChild(form);
    reason.focus();
  }
  function prepare() {
    made = true;
    root.querySelectorAll(".turn").forEach(function (turn, index) {
      var button = element("button", { type: "button", className: "change", textContent: "Change" });
      button.setAttribute("aria-label", "Change turn " + (index + 1));
      button.addEventListener("click", function () { button.remove(); editTurn(turn, index); });
      turn.querySelector(".said").after(" ", button);
    });
    root.querySelectorAll(".remark").forEach(function (remark) {
      var button = element("button", { type: "button", className: "change", textContent: "Overrule" });
      button.addEventListener("click", function () { button.remove(); overrule(remark); });
      remark.append(" ", button);
    });
  }
  open.addEventListener("click", function () {
    var opened = box.hidden;
    if (opened && !made) { prepare(); }
    box.hidden = !opened;
    open.setAttribute("aria-expanded", String(opened));
    document.body.classList.toggle("correcting", opened);
  });
  get("swap").addEventListener("change", function () {
    root.querySelectorAll(".turn").forEach(function (turn, index) {
      var who = turn.querySelector(".who"), role = present(index);
      who.textContent = role;
      who.className = "who " + role;
      var select = turn.querySelector("select");
      if (select && roles[index] === undefined) { select.value = role; }
    });
    update();
  });
  get("download").addEventListener("click", function () {
    var by = get("corrector").value.trim();
    var document_ = { callscore_corrections: "1.0", call_id: data.call_id, sha256: data.sha256, by: by || null, edits: edits() };
    var address = URL.createObjectURL(new Blob([JSON.stringify(document_, null, 1)], { type: "application/json" }));
    var link = element("a", { href: address, download: data.call_id.replace(/[^\w.-]+/g, "_") + ".corrections.json" });
    link.click();
    setTimeout(function () { URL.revokeObjectURL(address); }, 1000);
  });
})();

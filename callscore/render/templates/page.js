(function () {
  "use strict";
  var root = document.querySelector(".callscore");
  var audio = root.querySelector("audio");
  var chart = root.querySelector(".timeline");
  var turns = Array.prototype.slice.call(root.querySelectorAll(".turn[data-start]"));
  var cursor = null;
  if (chart && audio) {
    cursor = document.createElement("div");
    cursor.className = "cursor";
    chart.appendChild(cursor);
  }
  root.addEventListener("click", function (event) {
    var target = event.target.closest("[data-start],[data-turn]");
    if (!target || target.classList.contains("turn")) { return; }
    var start = parseFloat(target.dataset.start);
    if (audio && !isNaN(start)) {
      audio.currentTime = Math.max(0, start - 0.3);
      audio.play();
    }
    if (audio && target.closest(".turn")) { return; }
    var turn = target.dataset.turn !== undefined ? document.getElementById("turn-" + target.dataset.turn) : turnAt(start);
    if (turn && (!audio || isNaN(start))) { turn.scrollIntoView({ behavior: "smooth", block: "center" }); }
    if (turn) { light(turn); }
  });
  window.addEventListener("beforeprint", function () {
    root.querySelectorAll("details").forEach(function (row) { row.open = true; });
  });
  function turnAt(time) {
    var current = null;
    turns.forEach(function (turn) {
      var start = parseFloat(turn.dataset.start);
      if (!isNaN(start) && start <= time + 0.05) { current = turn; }
    });
    return current;
  }
  function light(turn) {
    turns.forEach(function (other) { other.classList.toggle("now", other === turn); });
  }
  if (audio) {
    audio.addEventListener("timeupdate", function () {
      var now = audio.currentTime, current = turnAt(now);
      if (current) { light(current); }
      if (cursor) {
        var left = chart.querySelector(".lane").offsetLeft, width = chart.querySelector(".lane").offsetWidth;
        cursor.style.display = "block";
        cursor.style.left = (left + width * now / parseFloat(chart.dataset.duration)) + "px";
      }
    });
  }
})();

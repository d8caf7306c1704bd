(function () {
  "use strict";
  var BEFORE = 0.3, SKIP = 5, MOST_ZOOM = 32;
  var data = JSON.parse(document.getElementById("data").textContent);
  var root = document.querySelector("main.callscore");
  var audio = root.querySelector("audio");
  var inner = root.querySelector(".inner");
  var turns = Array.from(root.querySelectorAll(".turn"));
  var starts = data.turns.map(function (turn) { return turn.start; });
  var moments = data.findings.filter(function (finding) { return finding.start !== null && finding.kind !== "note"; })
    .map(function (finding) { return finding.start; }).sort(function (a, b) { return a - b; })
    .filter(function (start, at, all) { return !at || start - all[at - 1] > 0.5; });
  var cursor = null, lit = null, following = null;

  function turnAt(time) {
    var found = null;
    for (var i = 0; i < starts.length; i += 1) {
      if (starts[i] !== null && starts[i] <= time + 0.05) { found = i; }
    }
    return found;
  }
  function light(index) {
    if (lit === index) { return; }
    if (lit !== null && turns[lit]) { turns[lit].classList.remove("now"); }
    lit = index;
    if (index !== null && turns[index]) { turns[index].classList.add("now"); }
  }
  function reveal(index) {
    if (turns[index]) { turns[index].scrollIntoView({ behavior: "smooth", block: "center" }); }
  }
  function play(time) {
    audio.currentTime = Math.max(0, time);
    var playing = audio.play();
    if (playing) { playing.catch(function () { return null; }); }
    light(turnAt(time));
  }

  /* Words: a turn's text stays one piece of the page; a word is told from its place in the text. */
  function wordsOf(index) {
    var found = [], pattern = /\S+/g, text = data.turns[index].text, match = pattern.exec(text);
    while (match) { found.push([match.index, match.index + match[0].length]); match = pattern.exec(text); }
    return found;
  }
  function timesOf(index) {
    var turn = data.turns[index], places = wordsOf(index), known = data.words[index];
    if (known && known.length === places.length) { return known; }
    if (turn.start === null || turn.end === null || !turn.text.length) { return []; }
    var a_letter = (turn.end - turn.start) / turn.text.length;
    return places.map(function (place) { return [turn.start + a_letter * place[0], turn.start + a_letter * place[1]]; });
  }
  function offsetIn(said, node, offset) {
    var range = document.createRange();
    range.selectNodeContents(said);
    range.setEnd(node, offset);
    return range.toString().length;
  }
  function rangeOf(said, from, to) {
    var walker = document.createTreeWalker(said, NodeFilter.SHOW_TEXT), range = document.createRange(), at = 0, node = walker.nextNode();
    while (node) {
      var next = at + node.length;
      if (from >= at && from < next) { range.setStart(node, from - at); }
      if (to > at && to <= next) { range.setEnd(node, to - at); return range; }
      at = next;
      node = walker.nextNode();
    }
    return null;
  }
  function clickedWord(said, event) {
    var node = null, offset = 0;
    if (document.caretPositionFromPoint) {
      var caret = document.caretPositionFromPoint(event.clientX, event.clientY);
      if (caret) { node = caret.offsetNode; offset = caret.offset; }
    } else if (document.caretRangeFromPoint) {
      var range = document.caretRangeFromPoint(event.clientX, event.clientY);
      if (range) { node = range.startContainer; offset = range.startOffset; }
    }
    if (!node || !said.contains(node)) { return null; }
    var index = Number(said.closest(".turn").id.slice(5)), place = offsetIn(said, node, offset);
    var times = timesOf(index), places = wordsOf(index);
    for (var i = 0; i < places.length; i += 1) {
      if (place <= places[i][1]) { return times[i] ? times[i][0] : null; }
    }
    return null;
  }
  function follow(time) {
    if (!window.CSS || !CSS.highlights || typeof Highlight === "undefined") { return; }
    var index = lit, found = null;
    if (index !== null && !document.body.classList.contains("correcting")) {
      var times = timesOf(index);
      for (var i = 0; i < times.length; i += 1) { if (times[i][0] <= time && time < times[i][1] + 0.15) { found = i; } }
    }
    var key = found === null ? null : index + ":" + found;
    if (key === following) { return; }
    following = key;
    CSS.highlights.delete("word");
    if (key === null) { return; }
    var place = wordsOf(index)[found], range = rangeOf(turns[index].querySelector(".said"), place[0], place[1]);
    if (range) { CSS.highlights.set("word", new Highlight(range)); }
  }

  root.addEventListener("click", function (event) {
    var said = event.target.closest(".said");
    if (said && audio && !document.body.classList.contains("correcting") && document.getSelection().isCollapsed) {
      var word = clickedWord(said, event);
      if (word !== null) { play(word); }
      return;
    }
    var target = event.target.closest("button[data-start],button[data-turn],.bar[data-start]");
    if (!target) { return; }
    var start = target.dataset.start === undefined ? NaN : parseFloat(target.dataset.start);
    var index = target.dataset.turn !== undefined ? Number(target.dataset.turn) : turnAt(start);
    if (audio && !isNaN(start)) { play(start - BEFORE); }
    if (index === null) { return; }
    light(index);
    if (!target.closest(".turn") && (!audio || isNaN(start))) { reveal(index); }
  });

  function jump(way) {
    var now = audio ? audio.currentTime : lit === null ? -1 : starts[lit];
    var found = way > 0 ? moments.find(function (start) { return start - BEFORE > now + 0.2; })
      : moments.filter(function (start) { return start - BEFORE < now - 1; }).pop();
    if (found === undefined) { return; }
    if (audio) { play(found - BEFORE); } else { light(turnAt(found)); }
    reveal(turnAt(found));
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    var within = event.target.closest("input,textarea,select,[contenteditable]");
    if (within) { return; }
    if (event.key === "n") { jump(1); return; }
    if (event.key === "p") { jump(-1); return; }
    if (!audio || event.target === audio) { return; }
    if (event.key === " " && !event.target.closest("button,summary,a")) {
      event.preventDefault();
      if (audio.paused) { audio.play(); } else { audio.pause(); }
    } else if ((event.key === "ArrowLeft" || event.key === "ArrowRight") && !event.target.closest(".lanes")) {
      event.preventDefault();
      audio.currentTime = Math.max(0, audio.currentTime + (event.key === "ArrowLeft" ? -SKIP : SKIP));
    }
  });

  var zoom = 1;
  root.querySelectorAll("[data-zoom]").forEach(function (button) {
    button.addEventListener("click", function () {
      var lanes = inner.parentElement, middle = (lanes.scrollLeft + lanes.clientWidth / 2) / inner.offsetWidth;
      zoom = Math.min(MOST_ZOOM, Math.max(1, zoom * parseFloat(button.dataset.zoom)));
      inner.style.width = 100 * zoom + "%";
      lanes.scrollLeft = middle * inner.offsetWidth - lanes.clientWidth / 2;
    });
  });

  if (!audio) { return; }
  document.getElementById("next").addEventListener("click", function () { jump(1); });
  document.getElementById("previous").addEventListener("click", function () { jump(-1); });
  if (inner) {
    cursor = document.createElement("div");
    cursor.className = "cursor";
    inner.appendChild(cursor);
  }
  function tick() {
    var now = audio.currentTime;
    light(turnAt(now));
    follow(now);
    if (cursor) {
      var lane = inner.querySelector(".lane");
      cursor.style.display = "block";
      cursor.style.left = (lane.offsetLeft + lane.offsetWidth * now / parseFloat(inner.dataset.duration)) + "px";
    }
    if (!audio.paused) { requestAnimationFrame(tick); }
  }
  ["play", "seeked", "timeupdate"].forEach(function (name) {
    audio.addEventListener(name, function () { if (name === "play" || audio.paused) { tick(); } });
  });

  /* One lane muted: the channels are parted, each with a volume of its own, and joined again. */
  var volumes = null, muted = {};
  function channels() {
    var context = new AudioContext(), split = context.createChannelSplitter(2), join = context.createChannelMerger(1);
    context.createMediaElementSource(audio).connect(split);
    volumes = [0, 1].map(function (at) {
      var volume = context.createGain();
      split.connect(volume, at);
      volume.connect(join, 0, 0);
      return volume;
    });
    join.connect(context.destination);
    audio.addEventListener("play", function () { context.resume(); });
    context.resume();
  }
  root.querySelectorAll(".mute").forEach(function (button) {
    button.addEventListener("click", function () {
      if (!volumes) { channels(); }
      var at = Number(button.dataset.channel);
      muted[at] = !muted[at];
      volumes[at].gain.value = muted[at] ? 0 : 1;
      button.setAttribute("aria-pressed", String(muted[at]));
    });
  });
})();

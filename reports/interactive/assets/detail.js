// What is known of the chosen row, in words. The terms stand in the page; those without a value are hidden.
const link = (id, words) => {
  const b = element("button", "", words);
  b.onclick = () => jump(id);
  return b;
};
const jump = id => {
  reveal(id);
  refresh();
  choose(id);
};
const path = u => {
  const names = [];
  for (let p = u; p >= 0; p = parent[p]) names.unshift(F.names[p]);
  return names.join(" › ");
};
const full = (b, a) => template(b).name + (unitOf[b] === unitOf[a] ? "" : ` (${F.names[unitOf[b]]})`);
const blocker = a => {
  const b = a + wait[a];
  return b === a ? "" : link(TREE + b, `${full(b, a)}: ${F.states[state[b]]}`);
};
const happened = a => (isActual(a) ? "đã xong " : state[a] === 6 ? "suy ra° " : "dự kiến ") + span(s[a], f[a]);
const MANY = 6;
const activityFacts = a => {
  const t = template(a),
    waits = waitsFor(a).filter(([b]) => !isOver(b));
  const shown = waits.slice(0, MANY).map(([b, type, lag]) =>
    link(TREE + b, full(b, a) + (type ? " · " + F.words.links[type] : "") + (lag ? ` · ${signed(lag)} ngày` : "")));
  return {
    state: F.states[state[a]] + (pct[a] && pct[a] < 100 ? `, ${pct[a]}%` : ""),
    now: happened(a),
    plan: span(bs[a], bf[a]),
    shift: isOver(a) && !isActual(a) ? "" : signed(C.variance[a]) + " ngày",
    spare: spareWords(a),
    held: blocker(a),
    waits: [...shown, waits.length > MANY ? `và ${count(waits.length - MANY)} việc nữa` : ""],
    who: t.who,
    proof: t.proof
  };
};
const unitFacts = u => {
  const a = congress[u],
    limit = deadline(u),
    alone = element("button", "", F.words.only);
  alone.onclick = () => focusOn(u);
  return {
    congress: happened(a),
    plan: span(bs[a], bf[a]),
    limit: limit && `${long(limit[0] - 1)} («${limit[1]}»)`,
    spare: spareWords(a),
    held: blocker(a),
    shift: signed(C.variance[a]) + " ngày",
    count: isParent(u) ?
      `${count(held[u])}/${count(total[u])} ${F.levels[F.counted][1]}; kế hoạch ${count(due[u])}` : "",
    late: count(lates[u]) + " việc",
    code: [F.codes[u], u === show.top ? "" : alone]
  };
};
const detail = id => {
  const [heading, list] = $("detail").querySelectorAll("h2,dl");
  const known = id < TREE ? unitFacts(unit(id)) : activityFacts(id - TREE);
  heading.firstChild.textContent = title(id);
  heading.lastChild.textContent = path(id < U ? parent[id] : unit(id));
  for (const pair of list.children) {
    const values = [known[pair.dataset.of]].flat().filter(Boolean);
    pair.hidden = !values.length;
    pair.lastChild.replaceChildren(...values);
  }
  $("detail").hidden = false;
  reach(id);
};

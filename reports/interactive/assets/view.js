// Draws what the window shows of the list, in blocks of rows that come and go; nothing else.
const wrap = $("wrap"),
  grid = $("grid"),
  pool = new Map(),
  view = {
    chosen: 0
  };
const measure = name => parseFloat(getComputedStyle(document.body).getPropertyValue(name));
let H = measure("--row"),
  LEFT = measure("--left");
const HEAD = 44,
  BLOCK = 12;
const addBlock = n => {
  const from = n * BLOCK,
    until = Math.min(rows.length, from + BLOCK),
    parts = [$("left"), $("body")].map(home => home.appendChild(element("div", "block")));
  fill(parts[0], from, until, 0, H);
  parts[1].innerHTML = picture(from, until, H);
  for (const part of parts) part.style.top = from * H + "px";
  pool.set(n, parts);
};
const pointTo = id => {
  $("links").style.top = place[id] * H + "px";
  $("links").innerHTML = arrows(id, place[id], H);
};
const draw = force => {
  const tall = BLOCK * H,
    from = Math.max(0, Math.floor(wrap.scrollTop / tall) - 1),
    until = Math.min(rows.length / BLOCK, (wrap.scrollTop + wrap.clientHeight) / tall + 1);
  for (const [n, parts] of pool)
    if (force || n < from || n >= until) {
      for (const part of parts) part.remove();
      pool.delete(n);
    }
  for (let n = from; n < until; n++)
    if (!pool.has(n)) addBlock(n);
  if (force) pointTo(view.chosen);
};
const size = () => Object.assign($("body").style, {
  height: rows.length * H + "px",
  width: LEFT + width() + "px"
});
const scale = (pixels, keep) => {
  const x = keep ?? (wrap.clientWidth - LEFT) / 2,
    day = (wrap.scrollLeft + x) / axis.scale;
  axis.scale = Math.max(.5, Math.min(40, pixels));
  curves.clear();
  $("axis").style.width = width() + "px";
  $("axis").innerHTML = ruler();
  size();
  wrap.scrollLeft = day * axis.scale - x;
  draw(true);
};
const fit = () => scale(Math.max(1.6, (wrap.clientWidth - LEFT - 16) / (F.last - F.first)));
const toNow = () => {
  wrap.scrollLeft = X(F.status) - (wrap.clientWidth - LEFT) / 2;
};
// After the list has changed.
const refresh = () => {
  if (place[view.chosen] < 0) view.chosen = rows[0] ?? 0;
  size();
  grid.ariaRowCount = rows.length + 1;
  $("none").hidden = rows.length > 0;
  $("count").textContent = hits ?
    `${count(hits[show.top])} việc, ${count(rows.length)} dòng` :
    `${count(rows.length)}/${count(U + A)} dòng`;
  $("only").hidden = !show.top;
  $("only").firstChild.textContent = F.names[show.top];
  draw(true);
};
// Not at every key: browsers refuse addresses that change too often.
const remember = () => {
  clearTimeout(view.timer);
  view.timer = setTimeout(() => {
    const id = view.chosen,
      parts = {
        unit: F.codes[unit(id)],
        activity: id >= TREE ? template(id - TREE).code : "",
        only: show.top ? F.codes[show.top] : "",
        q: show.query,
        filter: show.filter,
        stream: show.stream
      };
    for (const key in parts)
      if (parts[key] === "") delete parts[key];
    history.replaceState(null, "", view.hash = "#" + new URLSearchParams(parts));
  }, 250);
};
const mark = (id, is) => {
  const row = $("r" + id);
  if (row) row.ariaSelected = is;
};
const reach = id => {
  const y = place[id] * H;
  wrap.scrollTop = Math.max(y + H + HEAD - wrap.clientHeight, Math.min(y, wrap.scrollTop));
  draw();
  pointTo(id);
};
const choose = (id, silent) => {
  mark(view.chosen, false);
  view.chosen = id;
  reach(id);
  mark(id, true);
  grid.setAttribute("aria-activedescendant", "r" + id);
  if (!silent && !$("detail").hidden) detail(id);
  remember();
};
const toggle = (id, to) => {
  if (hasChildren(id)) {
    open[id] = to ?? 1 - open[id];
    list();
    refresh();
    choose(id);
  }
};
const focusOn = u => {
  show.top = u;
  match();
  unfold();
  wrap.scrollTop = 0;
  refresh();
  choose(u);
};
const apply = () => {
  match();
  unfold();
  wrap.scrollTop = 0;
  chips();
  refresh();
  if (rows.length) choose(rows[0], true);
};

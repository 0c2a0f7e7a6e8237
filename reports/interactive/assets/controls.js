// Search, filters, keys, mouse and the address.
const chips = () => {
  for (const chip of $("chips").children) {
    const key = chip.dataset.filter;
    let size = 0;
    for (let a = first[show.top]; a < first[end[show.top]]; a++) size += inStream(a) && FILTERS[key](a);
    chip.lastChild.textContent = count(size);
    chip.ariaPressed = show.filter === key;
    chip.onclick = () => {
      show.filter = show.filter === key ? "" : key;
      apply();
    };
  }
};
const clear = () => {
  Object.assign(show, {
    query: "",
    filter: "",
    stream: ""
  });
  fields();
  apply();
};
const fields = () => {
  $("q").value = show.query;
  $("stream").value = show.stream;
};
const move = by => choose(rows[Math.max(0, Math.min(rows.length - 1, place[view.chosen] + by))]);
const page = () => Math.max(1, Math.floor((wrap.clientHeight - HEAD) / H) - 1);
const KEYS = {
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  PageDown: () => move(page()),
  PageUp: () => move(-page()),
  Home: () => move(-1e9),
  End: () => move(1e9),
  ArrowRight: id => hasChildren(id) && !open[id] ? toggle(id, 1) : move(1),
  ArrowLeft: id => id < TREE && open[id] ? toggle(id, 0) : id !== show.top && choose(up(id)),
  Enter: id => detail(id),
  " ": id => toggle(id),
  "+": () => BUTTONS.in(),
  "-": () => BUTTONS.out(),
  Escape: () => {
    $("detail").hidden = true;
    grid.focus();
  }
};
$("detail").firstChild.onclick = KEYS.Escape;
grid.onkeydown = e => {
  if (e.ctrlKey || e.metaKey || e.altKey || !KEYS[e.key] || !rows.length) return;
  e.preventDefault();
  KEYS[e.key](view.chosen);
};
document.onkeydown = e => {
  if (e.key === "/" && !e.target.matches("input,select")) {
    e.preventDefault();
    $("q").select();
  }
  if (e.key === "Enter" && e.target === $("q")) {
    e.preventDefault();
    search();
    grid.focus();
  }
};
wrap.onclick = e => {
  const y = e.clientY - wrap.getBoundingClientRect().top - HEAD,
    id = rows[Math.floor((y + wrap.scrollTop) / H)];
  if (y < 0 || id == null) return;
  if (e.target.className === "t" || e.detail === 2) return toggle(id);
  choose(id, true);
  detail(id);
};
let timer;
const search = () => {
  clearTimeout(timer);
  const query = plain($("q").value.trim());
  if (query !== show.query) {
    show.query = query;
    apply();
  }
};
$("q").oninput = () => {
  clearTimeout(timer);
  timer = setTimeout(search, 120);
};
$("stream").onchange = e => {
  show.stream = e.target.value;
  apply();
};
$("order").onchange = e => {
  show.byRisk = e.target.value;
  list();
  refresh();
  choose(view.chosen);
};
const BUTTONS = {
  fold: () => {
    wrap.scrollTop = 0;
    open.fill(0);
    open[show.top] = 1;
    list();
    refresh();
  },
  in: () => scale(axis.scale * 1.3),
  out: () => scale(axis.scale / 1.3),
  fit,
  now: toNow,
  print: () => print()
};
for (const id in BUTTONS) $(id).onclick = BUTTONS[id];
$("none").lastChild.onclick = clear;
$("only").lastChild.onclick = () => {
  show.top = 0;
  apply();
};
let frame = 0;
wrap.onscroll = () => {
  frame ||= requestAnimationFrame(() => {
    frame = 0;
    draw();
  });
};
new ResizeObserver(() => {
  const before = H;
  H = measure("--row");
  LEFT = measure("--left");
  if (H !== before) curves.clear();
  size();
  draw(true);
}).observe(wrap);
// #unit=CL.HP&activity=…&only=…&q=…&filter=late&stream=2
const visit = () => {
  const asked = new URLSearchParams(location.hash.slice(1)),
    u = F.codes.indexOf(asked.get("unit")),
    top = F.codes.indexOf(asked.get("only"));
  const filter = asked.get("filter") ?? "",
    stream = asked.get("stream") ?? "";
  Object.assign(show, {
    top: Math.max(0, top),
    query: plain(asked.get("q") ?? ""),
    filter: Object.hasOwn(FILTERS, filter) ? filter : "",
    stream: F.streams[stream] ? stream : ""
  });
  fields();
  apply();
  $("missing").hidden = !asked.get("unit") || u >= 0;
  if (u < 0) return;
  const a = ofUnit(u, F.activities.findIndex(t => t.code === asked.get("activity"))),
    id = a < 0 ? u : TREE + a;
  if (id === view.chosen) return;
  reveal(id);
  fields();
  chips();
  if (a < 0) {
    open[u] = 1;
    list();
  }
  refresh();
  wrap.scrollTop = (place[id] - 3) * H;
  choose(id);
  detail(id);
};
onhashchange = () => {
  if (location.hash !== view.hash) visit();
};

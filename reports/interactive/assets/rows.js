// One row of the tree as an element. Names are only ever put in as text.
const element = (tag, look, words) => {
  const e = document.createElement(tag);
  if (look) e.className = look;
  if (words != null) e.textContent = words;
  return e;
};
const symbol = n => `<svg aria-hidden="true"><use href="#m${n}"/></svg>`;
const depthOf = id =>
  depth[unit(id)] - depth[show.top] + (isUnit(id) ? 0 : isGroup(id) || !kids[unit(id)].length ? 1 : 2);
const rowElement = r => {
  const id = rows[r],
    u = unit(id),
    kind = isUnit(id) ? " u" + depth[u] + (kids[u].length ? " gr" : "") : isGroup(id) ? " ow" : "";
  const row = element("div", "r" + kind),
    name = element("span", "n d" + depthOf(id)),
    words = element("bdi", "", title(id)),
    twist = element("i", "t");
  Object.assign(row, {
    id: "r" + id,
    role: "row",
    ariaLevel: depthOf(id) + 1,
    ariaRowIndex: r + 2,
    ariaSelected: id === view.chosen
  });
  if (hasChildren(id)) {
    row.ariaExpanded = !!open[id];
    twist.textContent = open[id] ? "▾" : "▸";
  }
  if (id >= TREE) name.innerHTML = symbol(state[id - TREE]);
  name.prepend(twist);
  name.append(words);
  name.role = "rowheader";
  name.title = title(id) + (id >= TREE ? " · " + F.states[state[id - TREE]] : "");
  row.append(name);
  for (const [value, look] of cells(id)) {
    const cell = element("span", look, value);
    cell.role = "gridcell";
    row.append(cell);
  }
  return row;
};
// Rows from..until into a box, and the picture beside them.
const fill = (box, from, until, top, h) => {
  for (let r = from; r < until; r++) {
    const row = rowElement(r);
    row.style.top = top + (r - from) * h + "px";
    box.append(row);
  }
};
const picture = (from, until, h) =>
  `<svg class="chart" aria-hidden="true" width="${width()}" height="${(until - from) * h}">${chart(from, until, h)}</svg>`;

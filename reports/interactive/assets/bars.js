// The chart of some rows as SVG: one path per look, so that a screen is a few strings.
const axis = {
  scale: 3
};
const X = day => (day - F.first) * axis.scale;
const width = () => Math.ceil(X(F.last));
const N = x => Math.round(x * 10) / 10;
const LOOKS = "ln bl fl iv rs cr ch dn cd gt cg cl hd".split(" ");
const box = (x, y, to, height) => `M${N(x)} ${y}H${N(to)}v${height}H${N(x)}z`;
const diamond = (x, y) => `M${N(x)} ${y - 6}l6 6-6 6-6-6z`;
const bar = (put, y, from, until, done, look) => {
  const x = X(from),
    to = Math.max(X(until), x + 2),
    mid = x + (to - x) * done;
  if (look === "iv") return put("iv", box(x, y, to, 10));
  if (done < 1) put(look ? "cr" : "rs", box(mid, y, to, 10));
  if (look) put("ch", box(x, y, to, 10));
  if (done) put(look ? "cd" : "dn", box(x, y, mid, 10));
};
const congressMark = (put, a, y) =>
  put(isActual(a) ? "hd" : C.float[a] < 0 ? "cl" : "cg", diamond((X(s[a]) + X(f[a])) / 2, y));
const activityBar = (put, a, y, h) => {
  const kind = template(a).kind;
  put("bl", box(X(bs[a]), y + h - 8, Math.max(X(bf[a]), X(bs[a]) + 2), 4));
  if (late[a] > f[a]) put("fl", `M${N(X(f[a]))} ${y + h / 2 - 3}H${N(X(late[a]))}m0 -3v6`);
  if (kind === 3) return congressMark(put, a, y + h / 2 - 3);
  const look = state[a] === 6 ? "iv" : C.float[a] && C.float[a] < 2 ? "c" : "";
  bar(put, y + h / 2 - 8, s[a], f[a], isActual(a) ? 1 : pct[a] / 100, look);
  if (kind === 2 && !isActual(a)) put("gt", `M${N(X(f[a])) - 3} ${y + h / 2 - 10}h14v3h-2v10h-3v-10h-4v10h-3v-10h-2z`);
};
const summaryBar = (put, u, y, h) => {
  const ours = column => column.subarray(first[u], first[u + 1]),
    least = column => Math.min(...ours(column)),
    most = column => Math.max(...ours(column));
  put("bl", box(X(least(bs)), y + h - 8, X(most(bf)), 4));
  let over = least(s);
  for (let a = first[u]; a < first[u + 1]; a++)
    if (isOver(a)) over = Math.max(over, f[a]);
  bar(put, y + h / 2 - 8, least(s), most(f), (over - least(s)) / (most(f) - least(s) || 1), "");
  congressMark(put, congress[u], y + h / 2 - 3);
};
// A unit with others below it: how many of their congresses, day by day. Kept until the scale changes.
const curves = new Map();
const burnUp = (u, h) => {
  if (curves.has(u)) return curves.get(u);
  const [plan, past, ahead] = [0, 0, 0].map(() => new Int32Array(F.last - F.first + 1));
  const x = X(F.status + 1), base = h - 3, top = n => N(base - (h - 6) * n / total[u]);
  for (let v = u; v < end[u]; v++)
    if (isCounted(v)) {
      const a = congress[v];
      plan[bf[a] - F.first]++;
      (isActual(a) ? past : ahead)[f[a] - F.first]++;
    }
  const steps = (days, y) => {
    let d = "";
    days.forEach((n, day) => {
      if (n) d += `H${N(day * axis.scale)}V${top(y += n)}`;
    });
    return d;
  };
  const path = (look, d) => `<path class="${look}" d="M${d}"/>`;
  const drawn = path("ba", `0 ${base}${steps(past, 0)}H${x}V${base}z`) +
    (held[u] < total[u] ? path("bu", `${x} ${base}V${top(held[u])}${steps(ahead, held[u])}h4V${base}z`) : "") +
    path("bp", `${X(F.first + plan.findIndex(n => n))} ${base}${steps(plan, 0)}h9`);
  curves.set(u, drawn);
  return drawn;
};
const ground = height => {
  let weekend = "",
    off = "";
  if (axis.scale > 2.2)
    for (let d = F.first; d < F.last; d++)
      if (date(d).getUTCDay() === 6) weekend += box(X(d), 0, X(d + 2), height);
  for (const [day] of F.daysOff) off += box(X(day), 0, X(day + 1), height);
  return `<path class="wk" d="${weekend}"/><path class="of" d="${off}"/>`;
};
// Rows from..until of the list, the first at y = 0.
const chart = (from, until, h) => {
  const paths = Object.fromEntries(LOOKS.map(look => [look, ""])),
    put = (look, d) => {
      paths[look] += d;
    };
  let groups = "",
    limits = "";
  for (let r = from; r < until; r++) {
    const id = rows[r],
      u = unit(id),
      y = (r - from) * h,
      limit = deadline(u);
    put("ln", `M0 ${y + h - .5}H${width()}`);
    if (limit && !isGroup(id)) limits += `M${N(X(limit[0]))} ${y}v${h}`;
    if (id >= TREE) activityBar(put, id - TREE, y, h);
    else if (isUnit(id) && isParent(u)) {
      groups += `<g transform="translate(0 ${y})">${burnUp(u, h)}</g>`;
      congressMark(put, congress[u], y + h / 2);
    } else summaryBar(put, u, y, h);
  }
  const height = (until - from) * h;
  return ground(height) + `<path class="ln" d="${paths.ln}"/>${groups}<path class="dl" d="${limits}"/>` +
    LOOKS.slice(1).map(look => paths[look] && `<path class="${look}" d="${paths[look]}"/>`).join("") +
    `<path class="st" d="M${N(X(F.status + 1))} 0v${height}"/>`;
};
// Months, Mondays and the status date above the chart.
const ruler = () => {
  let d = new Date(date(F.first)),
    out = "";
  d.setUTCDate(1);
  while (+d < +date(F.last)) {
    const x = Math.max(0, X((d - epoch) / DAY)),
      month = d.getUTCMonth() + 1,
      year = d.getUTCFullYear();
    d.setUTCMonth(month);
    const to = Math.min(width(), X((d - epoch) / DAY)),
      room = to - x;
    const words = (room > 90 ? "Tháng " : "") + month + (room > 50 ? "/" + year : "");
    if (room > 18) out += `<text class="mo" x="${N((x + to) / 2)}" y="16">${words}</text>`;
    out += `<path class="ln" d="M${N(to)} 2V44"/>`;
  }
  const step = 7 * (axis.scale > 4.6 ? 1 : axis.scale > 2.4 ? 2 : axis.scale > 1.2 ? 4 : 999),
    x = X(F.status + 1);
  for (let day = F.first; day < F.last; day++)
    if (date(day).getUTCDay() === 1 && (day - F.first) / 7 % (step / 7) < 1 && X(day) > 16 && Math.abs(X(day) - x) > 34)
      out += `<text x="${N(X(day))}" y="32">${short(day)}</text>`;
  return out + `<text x="${N(x)}" y="32">${short(F.status)}</text><path class="fs" d="M${N(x) - 5} 36h10l-5 8z"/>`;
};

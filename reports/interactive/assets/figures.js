// What stands in the cells of a row: text, and how it looks.
const title = id => isUnit(id) ? F.names[id] : isGroup(id) ? F.words.own : template(id - TREE).name;
const daysOf = a => [
  [short(bf[a] - (bf[a] > bs[a]))],
  [short(f[a] - (f[a] > s[a])) + (state[a] === 6 ? "°" : ""), isActual(a) ? "ac" : "ex"],
  [signed(C.variance[a]), C.variance[a] > 0 ? "no" : ""],
  [C.float[a] ? signed(spare(a)) : "", spare(a) < 0 ? "no" : ""]];
const doneOwn = u => isActual(congress[u]) ? F.words.held :
  state.subarray(first[u], first[u + 1]).filter(n => n === 7).length + "/" + (first[u + 1] - first[u]);
const isParent = u => kids[u].length && total[u];
const cells = id => {
  const u = unit(id),
    a = id - TREE;
  if (a >= 0) return [[isActual(a) ? "xong" : pct[a] && !isOver(a) ? pct[a] + "%" : ""], [""], ...daysOf(a)];
  if (isGroup(id)) return [[doneOwn(u)], [""], [""], [""], [""], [""]];
  const done = isParent(u) ? [held[u] + "/" + total[u], held[u] < due[u] ? "no" : ""] : [doneOwn(u)];
  return [done, [lates[u] ? count(lates[u]) : "", "no"], ...daysOf(congress[u])];
};

// On paper: what is open, sheet by sheet, each with its own time axis.
const MOST = 660,
  PAPER = 1050,
  SIDE = 560,
  ROW = 26;
onbeforeprint = () => {
  const before = axis.scale,
    sheets = [];
  for (const d of document.querySelectorAll("details")) d.open = true;
  axis.scale = (PAPER - SIDE) / (F.last - F.first);
  curves.clear();
  // The first sheet has to leave room for the headline and the legend.
  for (let from = 0, until = 18; from < Math.min(rows.length, MOST); from = until, until += 24) {
    until = Math.min(rows.length, until);
    const sheet = element("div", "sheet");
    sheet.innerHTML = `<svg class="axis" width="${width()}" height="44">${ruler()}</svg>${picture(from, until, ROW)}`;
    sheet.style.height = (until - from) * ROW + 46 + "px";
    sheet.append($("cols").cloneNode(true));
    fill(sheet, from, until, HEAD, ROW);
    sheets.push(sheet);
  }
  $("more").hidden = rows.length <= MOST;
  $("sheets").replaceChildren(...sheets);
  axis.scale = before;
  curves.clear();
};
onafterprint = () => $("sheets").replaceChildren();

$("bar").hidden = false;
fit();
visit();
toNow();
document.body.dataset.ready = 1;

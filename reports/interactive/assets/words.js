// Dates and numbers as Vietnam writes them; a finish is exclusive inside, its last day is shown.
const DAY = 864e5,
  epoch = Date.parse(F.epoch);
const date = day => new Date(epoch + day * DAY);
const long = day => date(day).toISOString().slice(0, 10).split("-").reverse().join("/");
const short = day => long(day).slice(0, 5);
const span = (from, until) => until - from > 1 ? long(from) + " – " + long(until - 1) : long(from);
const signed = n => n > 0 ? "+" + n : n < 0 ? "−" + -n : "0";
const count = n => n.toLocaleString("vi-VN");
// A column `float` holds 0 for none, days + 1 from 0 on, and negative days as they are.
const spare = a => C.float[a] - (C.float[a] > 0);
const spareWords = a =>
  !C.float[a] ? "" : spare(a) < 0 ? `thiếu ${-spare(a)} ngày: sẽ lỡ hạn` : `còn ${spare(a)} ngày`;
const deadline = u => F.deadlines[F.codes[u]] || F.deadlines["#" + F.unitLevels[u]];

// Unpacks the data block (see packing.py): facts as JSON, and columns of whole numbers.
const $ = id => document.getElementById(id);
$("old").hidden = !!window.DecompressionStream;
const packed = Uint8Array.from(atob($("data").textContent), c => c.charCodeAt(0));
$("data").remove();
const stream = new Response(packed).body.pipeThrough(new DecompressionStream("deflate"));
const raw = new Uint8Array(await new Response(stream).arrayBuffer());
const head = 4 + new DataView(raw.buffer).getUint32(0, true);
const F = JSON.parse(new TextDecoder().decode(raw.subarray(4, head)));
const unpack = (columns, bytes, at) => {
  const C = {};
  for (const [name, size, isDelta, base] of columns) {
    const column = C[name] = new Int32Array(size),
      from = C[base];
    for (let i = 0, last = 0; i < size; i++) {
      let v = bytes[at++];
      if (v > 127) {
        v &= 127;
        for (let shift = 7, b = 128; b > 127; shift += 7) v |= ((b = bytes[at++]) & 127) << shift;
      }
      v = (v >>> 1) ^ -(v & 1);
      if (isDelta) v = last += v;
      column[i] = from ? v + from[i] : v;
    }
  }
  return C;
};
// In a function of its own: there the browser makes it fast.
const C = unpack(F.columns, raw, head);

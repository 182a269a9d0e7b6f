// Cells and small pictures on a canvas, as dashboard/charts describes them in Plotly's words; cells and places take clicks.

const NUMBERS = { i1: Int8Array, u1: Uint8Array, i2: Int16Array, u2: Uint16Array, i4: Int32Array, u4: Uint32Array,
  f4: Float32Array, f8: Float64Array };
const LIGHT = "#FFFFFF";
const DARK = "#1B1F27";
const TIP_GAP_PX = 12;
const sheets = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  if (!sheets.has(parentElement)) sheets.set(parentElement, new Sheet(parentElement));
  sheets.get(parentElement).show(data, (place) => setTriggerValue("clicked", place));
}

class Sheet {
  constructor(parent) {
    this.root = parent.appendChild(document.createElement("div"));
    this.root.style.position = "relative";
    this.canvas = this.root.appendChild(document.createElement("canvas"));
    Object.assign(this.canvas.style, { display: "block", maxWidth: "100%" });
    Object.assign(this.canvas, { onpointermove: this.point, onpointerleave: this.leave, onclick: this.click });
    this.tip = this.root.appendChild(document.createElement("div"));
    this.tip.setAttribute("aria-hidden", "true");
    Object.assign(this.tip.style, { position: "absolute", pointerEvents: "none", padding: "3px 8px", fontSize: "12px",
      zIndex: 1, whiteSpace: "pre", color: "var(--st-background-color)", background: "var(--st-text-color)",
      borderRadius: "var(--st-base-radius)", visibility: "hidden" });
    this.pictures = new Map();
  }

  show(data, tell) {
    if (data.figure !== this.drawn) {
      Object.assign(this, { drawn: data.figure, figure: JSON.parse(data.figure) });
      this.draw();
    }
    this.tell = data.takesClicks ? tell : null;
    this.canvas.style.cursor = data.takesClicks ? "pointer" : "";
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", data.alt);
  }

  draw() {
    const { data, layout } = this.figure;
    const finer = Math.max(1, devicePixelRatio);
    Object.assign(this.canvas, { width: finer * layout.width, height: finer * layout.height });
    Object.assign(this.canvas.style, { width: `${layout.width}px`, aspectRatio: `${layout.width} / ${layout.height}` });
    this.pen = this.canvas.getContext("2d");
    this.pen.scale(finer, finer);
    this.pen.imageSmoothingEnabled = false;
    this.font = getComputedStyle(this.root).fontFamily;
    this.leave();
    for (const shape of layout.shapes ?? []) if (shape.layer === "below") this.box(shape);
    for (const picture of layout.images ?? []) this.picture(picture);
    this.parts = data.map((trace) => this.trace(trace));
    for (const shape of layout.shapes ?? []) if (shape.layer !== "below") this.box(shape);
    for (const words of layout.annotations ?? []) this.words(words);
  }

  // Where the cells of a pair of axes lie: squares, in the middle of the room that the axes have.
  place(x = "x", y = "y") {
    const { layout } = this.figure;
    const across = layout[`xaxis${x.slice(1)}`];
    const down = layout[`yaxis${y.slice(1)}`];
    const room = this.room();
    const [left, right] = (across.domain ?? [0, 1]).map((share) => room.left + share * room.width);
    const [bottom, top] = (down.domain ?? [0, 1]).map((share) => room.top + (1 - share) * room.height);
    const [columns, rows] = [across.range[1] - across.range[0], down.range[0] - down.range[1]];
    const side = Math.min((right - left) / columns, (bottom - top) / rows);
    return {
      side,
      x: (column) => (left + right - columns * side) / 2 + (column - across.range[0]) * side,
      y: (row) => (top + bottom - rows * side) / 2 + (row - down.range[1]) * side,
      column: (px) => (px - (left + right - columns * side) / 2) / side + across.range[0],
      row: (px) => (px - (top + bottom - rows * side) / 2) / side + down.range[1],
    };
  }

  room() {
    const { width, height, margin } = this.figure.layout;
    return { left: margin.l, top: margin.t, width: width - margin.l - margin.r, height: height - margin.t - margin.b };
  }

  // Draws it, and gives what a pointer can meet on it.
  trace(trace) {
    const place = this.place(trace.xaxis, trace.yaxis);
    if (trace.type !== "scatter") return this.cells(trace, place);
    const [x, y] = [numbers(trace.x).flat, numbers(trace.y).flat];
    if (trace.hoverinfo === "skip") return this.dots(trace, place, x, y);
    const told = trace.customdata.bdata ? numbers(trace.customdata) : null;
    const each = told ? told.shape.slice(1).reduce((a, b) => a * b, 1) : 1;
    const values = (index) => (told ? told.flat.slice(index * each, (index + 1) * each) : trace.customdata[index]);
    return {
      find: (px, py) => {
        const far = (k) => Math.hypot(place.x(x[k]) - px, place.y(y[k]) - py);
        let nearest = 0;
        for (let k = 1; k < x.length; k++) if (far(k) < far(nearest)) nearest = k;
        if (!x.length || (told && far(nearest) > place.side)) return null;
        const facts = { x: x[nearest], y: y[nearest], customdata: values(nearest) };
        return { place: { x: x[nearest], y: y[nearest], index: nearest }, tip: filled(trace.hovertemplate, facts) };
      },
    };
  }

  cells(trace, place) {
    const { flat, shape } = numbers(trace.z);
    const [rows, columns] = shape;
    const colour = trace.type === "image" ? (k) => [...flat.slice(3 * k, 3 * k + 3), 255] : scaled(trace, flat);
    const tile = document.createElement("canvas");
    Object.assign(tile, { width: columns, height: rows });
    const pixels = new ImageData(columns, rows);
    for (let k = 0; k < rows * columns; k++) pixels.data.set(colour(k), 4 * k);
    tile.getContext("2d").putImageData(pixels, 0, 0);
    const [left, top] = [place.x(-0.5), place.y(-0.5)];
    this.pen.drawImage(tile, left, top, columns * place.side, rows * place.side);
    if (trace.texttemplate) this.write(trace, place, pixels.data, columns);
    const value = (k) => (trace.type === "image" ? flat.slice(3 * k, 3 * k + 3) : flat[k]);
    return {
      find: (px, py) => {
        const [column, row] = [Math.round(place.column(px)), Math.round(place.row(py))];
        const k = row * columns + column;
        if (column < 0 || row < 0 || column >= columns || row >= rows || Number.isNaN(value(k))) return null;
        return { tip: filled(trace.hovertemplate, { x: column, y: row, z: value(k) }) };
      },
    };
  }

  write(trace, place, colours, columns) {
    this.letters(trace.textfont.size, "middle");
    trace.text.flat().forEach((text, k) => {
      const [red, green, blue] = colours.slice(4 * k, 4 * k + 3);
      this.pen.fillStyle = 299 * red + 587 * green + 114 * blue < 128_000 ? LIGHT : DARK;
      this.pen.fillText(text, place.x(k % columns), place.y(Math.floor(k / columns)));
    });
  }

  dots({ marker }, place, x, y) {
    Object.assign(this.pen, { fillStyle: marker.color, strokeStyle: marker.line.color, lineWidth: marker.line.width });
    x.forEach((column, k) => {
      this.pen.beginPath();
      this.pen.arc(place.x(column), place.y(y[k]), marker.size / 2, 0, 2 * Math.PI);
      this.pen.fill();
      this.pen.stroke();
    });
    return { find: () => null };
  }

  box({ xref, yref, x0, y0, x1, y1, line, fillcolor, opacity }) {
    const place = this.place(xref, yref);
    const [left, top] = [place.x(x0), place.y(y0)];
    const sides = [left, top, place.x(x1) - left, place.y(y1) - top];
    Object.assign(this.pen, { globalAlpha: opacity ?? 1, lineWidth: line.width, strokeStyle: line.color ?? "" });
    if (fillcolor) {
      this.pen.fillStyle = fillcolor;
      this.pen.fillRect(...sides);
    }
    if (line.width) this.pen.strokeRect(...sides);
    this.pen.globalAlpha = 1;
  }

  // A picture that has yet to be unpacked is drawn with everything else once it is.
  picture({ source, x, y, sizex, sizey }) {
    const place = this.place();
    const known = this.pictures.get(source);
    if (known?.complete) {
      this.pen.drawImage(known, place.x(x), place.y(y), sizex * place.side, sizey * place.side);
      return;
    }
    const picture = new Image();
    this.pictures = new Map([[source, picture]]);
    picture.onload = () => this.figure.layout.images?.[0].source === source && this.draw();
    picture.src = source;
  }

  words({ xref, yref, x, y, text, font, yanchor }) {
    const room = this.room();
    const place = xref === "paper" ? null : this.place(xref, yref);
    const left = place ? place.x(x) : room.left + x * room.width;
    const top = place ? place.y(y) : room.top + (1 - y) * room.height;
    const lines = text.split("<br>");
    const share = { top: 0, middle: 0.5, bottom: 1 }[yanchor];
    const line = 1.3 * font.size;
    this.letters(font.size, "middle");
    this.pen.fillStyle = font.color;
    lines.forEach((each, k) => this.pen.fillText(each, left, top + (k + 0.5 - share * lines.length) * line));
  }

  letters(size, baseline) {
    Object.assign(this.pen, { font: `${size}px ${this.font}`, textAlign: "center", textBaseline: baseline });
  }

  // What lies there, the topmost first.
  found({ offsetX, offsetY }) {
    const scale = this.figure.layout.width / this.canvas.clientWidth;
    for (const part of this.parts.toReversed()) {
      const met = part.find(scale * offsetX, scale * offsetY);
      if (met) return met;
    }
    return null;
  }

  point = (event) => {
    const met = this.found(event);
    if (!met) return this.leave();
    this.tip.textContent = met.tip;
    const room = this.root.clientWidth - this.tip.offsetWidth;
    this.tip.style.left = `${Math.max(0, Math.min(room, event.offsetX - this.tip.offsetWidth / 2))}px`;
    const above = event.offsetY - this.tip.offsetHeight - TIP_GAP_PX;
    this.tip.style.top = `${above < 0 ? event.offsetY + 2 * TIP_GAP_PX : above}px`;
    this.tip.style.visibility = "visible";
  };

  leave = () => (this.tip.style.visibility = "hidden");

  click = (event) => {
    const met = this.tell && this.found(event);
    if (met?.place) this.tell(met.place);
  };
}

// Numbers of any shape: Plotly sends them as bytes in an address's letters.
function numbers(given) {
  if (!given.bdata) return { flat: given.flat(Infinity), shape: sides(given) };
  const bytes = Uint8Array.from(atob(given.bdata), (letter) => letter.charCodeAt(0));
  const flat = new NUMBERS[given.dtype](bytes.buffer);
  return { flat, shape: given.shape ? `${given.shape}`.split(",").map(Number) : [flat.length] };
}

function sides(given) {
  return Array.isArray(given) ? [given.length, ...(given.length ? sides(given[0]) : [])] : [];
}

// The colour of the k-th number between the two ends of a scale; what is no number stays clear.
function scaled({ colorscale, zmin, zmax }, flat) {
  const stops = colorscale.map(([share, colour]) => [share, channels(colour)]);
  return (k) => {
    if (!Number.isFinite(flat[k])) return [0, 0, 0, 0];
    const share = Math.max(0, Math.min(1, (flat[k] - zmin) / (zmax - zmin)));
    const end = Math.max(1, stops.findIndex(([stop]) => stop >= share));
    const [[from, low], [to, high]] = [stops[end - 1], stops[end]];
    const between = to > from ? (share - from) / (to - from) : 1;
    return low.map((value, c) => value + between * (high[c] - value));
  };
}

// "#RRGGBB" or "rgba(r,g,b,a)" as four bytes.
function channels(colour) {
  if (colour.startsWith("#")) return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)).concat(255);
  const [red, green, blue, alpha] = colour.match(/[\d.]+/g).map(Number);
  return [red, green, blue, 255 * (alpha ?? 1)];
}

// "row %{y}: %{customdata[0]:,.2~f}" with its values put in.
function filled(template, facts) {
  const text = template.replace(/%\{(\w+)(?:\[(\d+)\])?(?::([^}]*))?\}/g, (_, name, at, form) => {
    const value = at === undefined ? facts[name] : facts[name][at];
    return form ? written(value, form) : `${value}`;
  });
  return text.replace(/<extra>.*<\/extra>/, "").replaceAll("<br>", "\n");
}

function written(value, form) {
  const digits = Number(form.match(/\.(\d+)/)?.[1] ?? 0);
  const least = form.includes("~") ? 0 : digits;
  const rules = { minimumFractionDigits: least, maximumFractionDigits: digits, useGrouping: form.includes(","),
    signDisplay: form.startsWith("+") ? "always" : "auto" };
  return value.toLocaleString("en", rules).replace("-", "−");
}

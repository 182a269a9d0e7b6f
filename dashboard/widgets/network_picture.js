// A network as blocks with their words, as dashboard/charts/network.py describes it; each tells its story under the pointer.

const SVG = "http://www.w3.org/2000/svg";
const LEGEND_PX = 28;
const LINE = 1.3; // a line of words, in heights of its letters
const NEAR_PX = 40;
const ABOVE = { top: 0, middle: 0.5, bottom: 1 };
const DASHES = { dash: "9 9", dot: "2 2" };
const drawings = new WeakMap();

export default function ({ data, parentElement }) {
  if (!drawings.has(parentElement)) drawings.set(parentElement, new Drawing(parentElement));
  drawings.get(parentElement).show(data);
}

class Drawing {
  constructor(parent) {
    this.root = parent.appendChild(document.createElement("div"));
    this.root.setAttribute("role", "img");
    Object.assign(this.root.style, { position: "relative", fontFamily: "var(--st-font)", color: "var(--st-text-color)" });
    Object.assign(this.root, { onpointermove: this.point, onpointerdown: this.point, onpointerleave: this.leave });
    this.tip = document.createElement("div");
    Object.assign(this.tip.style, { position: "absolute", pointerEvents: "none", padding: "3px 8px", fontSize: "12px",
      zIndex: 1, whiteSpace: "pre", color: "var(--st-background-color)", background: "var(--st-text-color)",
      borderRadius: "var(--st-base-radius)", visibility: "hidden" });
  }

  show({ figure, alt }) {
    this.root.setAttribute("aria-label", alt);
    if (figure === this.drawn) return;
    Object.assign(this, { drawn: figure, figure: JSON.parse(figure) });
    this.leave();
    this.root.replaceChildren(this.legend(), this.picture(), this.tip);
  }

  legend() {
    const row = document.createElement("div");
    Object.assign(row.style, { display: "flex", gap: "20px", height: `${LEGEND_PX}px`, fontSize: "12px" });
    for (const [name, colour] of this.figure.legend) {
      const square = document.createElement("span");
      Object.assign(square.style, { display: "inline-block", width: "12px", height: "12px", background: colour,
        marginRight: "8px", verticalAlign: "-1px" });
      const entry = row.appendChild(document.createElement("span"));
      entry.append(square, name);
    }
    return row;
  }

  // Blocks are stretched over the width, their lines and words are not.
  picture() {
    const { lowest, highest, unit_px, shapes, words } = this.figure;
    const height = unit_px * (highest - lowest);
    const blocks = made("svg", { viewBox: `0 ${-highest} 1 ${highest - lowest}`, preserveAspectRatio: "none" });
    blocks.append(...shapes.map(shape));
    const svg = made("svg", { width: "100%", height, style: "display: block" });
    svg.append(blocks, ...words.flatMap((each) => this.written(each)));
    return svg;
  }

  written({ x, y, text, font, yanchor, bgcolor }) {
    const lines = text.split("<br>");
    const first = this.down(y) + (0.5 - ABOVE[yanchor] * lines.length) * LINE * font.size;
    const plate = bgcolor ? { stroke: bgcolor, "stroke-width": 6, "paint-order": "stroke" } : {};
    const look = { "text-anchor": "middle", "dominant-baseline": "central", "font-size": font.size, fill: font.color };
    const place = (k) => ({ x: `${100 * x}%`, y: first + k * LINE * font.size });
    return lines.map((line, k) => made("text", { ...look, ...plate, ...place(k) }, line));
  }

  down(y) {
    return this.figure.unit_px * (this.figure.highest - y);
  }

  point = ({ clientX, clientY }) => {
    const { left, top, width } = this.root.getBoundingClientRect();
    const away = ({ x, y }) => Math.hypot(x * width + left - clientX, this.down(y) + LEGEND_PX + top - clientY);
    const nearest = this.figure.points.reduce((one, other) => (away(other) < away(one) ? other : one));
    if (away(nearest) > NEAR_PX) return this.leave();
    this.tip.textContent = nearest.story.replaceAll("<br>", "\n");
    const free = width - this.tip.offsetWidth;
    this.tip.style.left = `${Math.max(0, Math.min(free, nearest.x * width - this.tip.offsetWidth / 2))}px`;
    this.tip.style.top = `${this.down(nearest.y) + LEGEND_PX}px`;
    this.tip.style.visibility = "visible";
  };

  leave = () => (this.tip.style.visibility = "hidden");
}

function shape({ path, line, fillcolor, opacity }) {
  const stroke = { stroke: line.color, "stroke-width": line.width, "stroke-dasharray": DASHES[line.dash] ?? "none" };
  const rest = { transform: "scale(1,-1)", "vector-effect": "non-scaling-stroke", "stroke-linejoin": "round" };
  return made("path", { d: path, fill: fillcolor ?? "none", opacity: opacity ?? 1, ...stroke, ...rest });
}

function made(name, attributes, text = "") {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.textContent = text;
  return node;
}

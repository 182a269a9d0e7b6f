// Images as points in the plane: the picture under the pointer, a box or lasso to choose some of them, arrow keys as well.

const HEIGHT_PX = 560;
const MARGIN_PX = 26;
const NAME_PX = 17;
const NEAR_PX = 14;
const PICTURE_PX = 112;
const GLIDE_MS = 350;
const CLICK_PX = 4;
const NEIGHBOURS = 25;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const planes = new WeakMap();

export default function ({ data, parentElement, setStateValue }) {
  if (!planes.has(parentElement)) planes.set(parentElement, new Plane(parentElement));
  const plane = planes.get(parentElement);
  plane.show(data, (places) => setStateValue("selected", places));
  return () => plane.leave();
}

class Plane {
  constructor(parent) {
    this.root = parent.appendChild(document.createElement("div"));
    this.root.style.position = "relative";
    this.ground = this.root.appendChild(document.createElement("canvas"));
    this.top = this.root.appendChild(document.createElement("canvas"));
    this.said = this.root.appendChild(document.createElement("div"));
    this.said.setAttribute("aria-live", "polite");
    Object.assign(this.said.style, { position: "absolute", width: "1px", height: "1px", overflow: "hidden" });
    Object.assign(this.top.style, { position: "absolute", left: 0, top: 0, cursor: "crosshair", touchAction: "pan-y" });
    Object.assign(this.top, { tabIndex: 0, onpointermove: this.move, onpointerdown: this.press, onkeydown: this.key });
    Object.assign(this.top, { onpointerup: this.release, onpointercancel: this.drop, onpointerleave: this.drop });
    Object.assign(this, { selected: new Set(), under: -1, trail: null, x: [], y: [], sheet: new Image() });
    this.sheet.onload = () => this.paintTop();
    this.watcher = new ResizeObserver(() => this.data && this.fit());
    this.watcher.observe(this.root);
  }

  leave() {
    this.watcher.disconnect();
    cancelAnimationFrame(this.frame);
  }

  show(data, tell) {
    const before = this.data && this.data.x.length === data.x.length ? [this.x, this.y] : null;
    Object.assign(this, { data, tell });
    if (!before) this.selected.clear();
    this.names = data.groups.map(({ isNamed }, which) => {
      const own = isNamed ? [...data.x.keys()].filter((k) => data.group[k] === which) : [];
      return densest(data.x, data.y, own);
    });
    const source = data.atlas?.source ?? "";
    if (source !== this.sheet.getAttribute("src")) this.sheet.src = source;
    this.top.setAttribute("role", "application");
    this.top.setAttribute("aria-label", data.alt);
    this.glide(before);
  }

  // The points go from where they were to where they are; at once for those who want no motion.
  glide(before) {
    cancelAnimationFrame(this.frame);
    const still = !before || matchMedia("(prefers-reduced-motion: reduce)").matches;
    const start = performance.now();
    const draw = (now) => {
      const share = still ? 1 : Math.min(1, Math.max(0, (now - start) / GLIDE_MS));
      const mix = (to, from) => (share === 1 ? to : to.map((value, k) => from[k] + share * (value - from[k])));
      this.x = mix(this.data.x, before?.[0]);
      this.y = mix(this.data.y, before?.[1]);
      this.fit();
      if (share < 1) this.frame = requestAnimationFrame(draw);
    };
    draw(start);
  }

  // Everything in view, one scale for both directions; y points up.
  fit() {
    const width = this.root.clientWidth;
    const height = Math.min(HEIGHT_PX, Math.max(320, width));
    if (!width) return;
    const [left, bottom, right, top] = this.data.view ?? [min(this.x), min(this.y), max(this.x), max(this.y)];
    const above = this.legend(width).height;
    const room = [width - 2 * MARGIN_PX, height - 2 * MARGIN_PX - above];
    const scale = Math.min(room[0] / (right - left || 1), room[1] / (top - bottom || 1));
    const middle = [width / 2, (height + above) / 2];
    this.px = this.x.map((x) => middle[0] + scale * (x - (left + right) / 2));
    this.py = this.y.map((y) => middle[1] - scale * (y - (bottom + top) / 2));
    for (const canvas of [this.ground, this.top]) {
      const sharpness = devicePixelRatio || 1;
      Object.assign(canvas, { width: width * sharpness, height: height * sharpness });
      Object.assign(canvas.style, { width: `${width}px`, height: `${height}px`, display: "block" });
      canvas.getContext("2d").scale(sharpness, sharpness);
    }
    Object.assign(this, { width, height });
    this.paint();
    this.paintTop();
  }

  colour(name) {
    return getComputedStyle(this.root).getPropertyValue(name).trim();
  }

  paint() {
    const pen = this.ground.getContext("2d");
    const { group, groups } = this.data;
    const size = this.px.length > 2500 ? 2 : 2.8;
    pen.clearRect(0, 0, this.width, this.height);
    for (const isFront of [false, true]) {
      for (let k = 0; k < this.px.length; k++) {
        if (isFront !== (this.selected.has(k) || !this.selected.size)) continue;
        pen.globalAlpha = isFront ? 0.85 : 0.18;
        dot(pen, groups[group[k]], this.px[k], this.py[k], size);
      }
    }
    pen.globalAlpha = 1;
    this.paintNames(pen);
    this.paintLegend(pen);
  }

  // Each class's name where most of it lies, so that colour is never alone; one that is in the way moves down.
  paintNames(pen) {
    Object.assign(pen, { font: `600 ${NAME_PX}px ${this.colour("--st-font")}`, textAlign: "center", textBaseline: "middle" });
    Object.assign(pen, { lineJoin: "round", lineWidth: 4, strokeStyle: this.colour("--st-background-color") });
    pen.fillStyle = this.colour("--st-text-color");
    const taken = [];
    this.names.forEach((k, which) => {
      if (k < 0) return;
      const x = this.px[k];
      let y = this.py[k];
      while (taken.some((other) => Math.abs(other[0] - x) < NAME_PX && Math.abs(other[1] - y) < NAME_PX)) y += NAME_PX;
      taken.push([x, y]);
      pen.strokeText(this.data.groups[which].name, x, y);
      pen.fillText(this.data.groups[which].name, x, y);
    });
  }

  // Where each name of the legend stands, in rows that wrap; too many names are left out.
  legend(width) {
    const pen = this.ground.getContext("2d");
    pen.font = `13px ${this.colour("--st-font")}`;
    let [x, y] = [8, 11];
    const places = (this.data.groups.length > 20 ? [] : this.data.groups).map(({ name }) => {
      const needed = 26 + pen.measureText(name).width;
      if (x > 8 && x + needed > width) [x, y] = [8, y + 20];
      x += needed;
      return [x - needed, y];
    });
    return { places, height: places.length ? y + 11 : 0 };
  }

  paintLegend(pen) {
    const { places } = this.legend(this.width);
    Object.assign(pen, { textAlign: "left", textBaseline: "middle" });
    places.forEach(([x, y], which) => {
      const each = this.data.groups[which];
      dot(pen, each, x, y, 4);
      pen.fillStyle = this.colour("--st-text-color");
      pen.fillText(each.name, x + 9, y + 1);
    });
  }

  paintTop() {
    const pen = this.top.getContext("2d");
    pen.clearRect(0, 0, this.width, this.height);
    if (this.trail) this.paintTrail(pen);
    else if (this.under >= 0) this.paintPicture(pen, this.under);
  }

  paintTrail(pen) {
    const accent = this.colour("--st-primary-color");
    Object.assign(pen, { strokeStyle: accent, fillStyle: accent, lineWidth: 1.5 });
    pen.beginPath();
    this.outline().forEach(([x, y]) => pen.lineTo(x, y));
    pen.closePath();
    pen.stroke();
    pen.globalAlpha = 0.1;
    pen.fill();
    pen.globalAlpha = 1;
  }

  // The picture and what it is, beside its point and inside the map.
  paintPicture(pen, place) {
    const { atlas, captions } = this.data;
    const shown = atlas && this.sheet.complete && this.sheet.naturalWidth;
    const size = shown ? [PICTURE_PX, (PICTURE_PX * atlas.height) / atlas.width] : [0, 0];
    pen.font = `13px ${this.colour("--st-font")}`;
    const box = [Math.max(size[0], pen.measureText(captions[place]).width) + 16, size[1] + 30];
    const [x, y] = [this.px[place], this.py[place]];
    const left = x + 14 + box[0] < this.width ? x + 14 : Math.max(2, x - 14 - box[0]);
    const top = Math.min(Math.max(2, y - box[1] / 2), this.height - box[1] - 2);
    pen.beginPath();
    pen.arc(x, y, 6, 0, 7);
    Object.assign(pen, { lineWidth: 2, strokeStyle: this.colour("--st-text-color") });
    pen.stroke();
    Object.assign(pen, { lineWidth: 1, fillStyle: this.colour("--st-background-color") });
    pen.strokeStyle = this.colour("--st-border-color");
    pen.fillRect(left, top, ...box);
    pen.strokeRect(left, top, ...box);
    if (shown) {
      const corner = [(place % atlas.columns) * atlas.width, Math.floor(place / atlas.columns) * atlas.height];
      pen.imageSmoothingEnabled = false;
      pen.drawImage(this.sheet, ...corner, atlas.width, atlas.height, left + (box[0] - size[0]) / 2, top + 6, ...size);
    }
    Object.assign(pen, { fillStyle: this.colour("--st-text-color"), textAlign: "center", textBaseline: "middle" });
    pen.fillText(captions[place], left + box[0] / 2, top + box[1] - 12);
  }

  move = (event) => {
    const at = [event.offsetX, event.offsetY];
    if (this.trail) this.trail.push(at);
    else this.under = this.nearest(at, NEAR_PX);
    this.paintTop();
  };

  press = (event) => {
    if (event.button) return;
    this.top.setPointerCapture(event.pointerId);
    this.trail = [[event.offsetX, event.offsetY]];
  };

  release = (event) => {
    const outline = this.trail && this.outline();
    const isClick = this.trail?.every(([x, y]) => Math.hypot(x - event.offsetX, y - event.offsetY) < CLICK_PX);
    this.trail = null;
    if (!outline) return;
    const hit = this.nearest([event.offsetX, event.offsetY], NEAR_PX);
    const inside = [...this.px.keys()].filter((k) => holds(outline, this.px[k], this.py[k]));
    this.select(isClick ? (hit < 0 ? [] : [hit]) : inside);
  };

  drop = () => {
    Object.assign(this, { trail: null, under: -1 });
    this.paintTop();
  };

  // Arrows walk from point to point, Enter takes those around, Escape lets go.
  key = (event) => {
    if (event.key in ARROWS) {
      this.under = this.under < 0 ? this.nearest([this.width / 2, this.height / 2], Infinity) : this.next(ARROWS[event.key]);
      this.said.textContent = this.data.captions[this.under] ?? "";
      this.paintTop();
    } else if (event.key === "Enter" && this.under >= 0) {
      const away = (k) => Math.hypot(this.px[k] - this.px[this.under], this.py[k] - this.py[this.under]);
      this.select([...this.px.keys()].sort((a, b) => away(a) - away(b)).slice(0, NEIGHBOURS));
    } else if (event.key === "Escape") this.select([]);
    else return;
    event.preventDefault();
  };

  next([right, down]) {
    let best = this.under;
    let least = Infinity;
    this.px.forEach((_, k) => {
      const [dx, dy] = [this.px[k] - this.px[this.under], this.py[k] - this.py[this.under]];
      const [along, aside] = [dx * right + dy * down, Math.abs(dx * down) + Math.abs(dy * right)];
      if (along > 1 && along + 2 * aside < least) [best, least] = [k, along + 2 * aside];
    });
    return best;
  }

  select(places) {
    this.selected = new Set(places);
    this.paint();
    this.paintTop();
    this.tell(places);
  }

  outline() {
    const [first, last] = [this.trail[0], this.trail.at(-1)];
    return this.data.mode === "lasso" ? this.trail : [first, [last[0], first[1]], last, [first[0], last[1]]];
  }

  nearest([x, y], within) {
    let best = -1;
    let least = within;
    this.px.forEach((_, k) => {
      const away = Math.hypot(this.px[k] - x, this.py[k] - y);
      if (away < least) [best, least] = [k, away];
    });
    return best;
  }
}

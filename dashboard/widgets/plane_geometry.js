// Places, distances and marks of points in the plane.

const min = (values) => values.reduce((a, b) => Math.min(a, b), Infinity);
const max = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity);

// The point with most others around it, of those that are counted: where a name stands among its own.
function densest(x, y, own) {
  const near = Math.max(max(x) - min(x), max(y) - min(y)) / 20;
  const around = own.map((k) => own.filter((other) => Math.hypot(x[other] - x[k], y[other] - y[k]) < near).length);
  return own[around.indexOf(max(around))] ?? -1;
}

function dot(pen, { colour, mark }, x, y, size) {
  pen.beginPath();
  if (mark === "cross") {
    for (const slope of [1, -1]) {
      pen.moveTo(x - 1.5 * size, y - 1.5 * slope * size);
      pen.lineTo(x + 1.5 * size, y + 1.5 * slope * size);
    }
    Object.assign(pen, { strokeStyle: colour, lineWidth: 2 });
    pen.stroke();
    return;
  }
  pen.arc(x, y, size, 0, 7);
  pen.fillStyle = colour;
  pen.fill();
}

// Whether an outline holds a point: a ray from it crosses the outline an odd number of times.
function holds(outline, x, y) {
  let inside = false;
  outline.forEach(([x1, y1], k) => {
    const [x2, y2] = outline.at(k - 1);
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  });
  return inside;
}

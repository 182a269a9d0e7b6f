// Pictures with their captions as buttons, in rows that wrap; one of them can be chosen.

const MARGIN_PX = 6;

export default function ({ data, parentElement, setStateValue }) {
  const { atlas, captions, width } = data;
  const root = parentElement.querySelector("[role=group]") ?? parentElement.appendChild(document.createElement("div"));
  const colour = (name) => getComputedStyle(root).getPropertyValue(name);
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", data.alt);
  Object.assign(root.style, { display: "flex", flexWrap: "wrap", gap: `${MARGIN_PX}px` });

  const sheet = new Image();
  const press = (place) => {
    [...root.children].forEach((button, k) => mark(button, k === place));
    setStateValue("chosen", place);
  };
  const mark = (button, isChosen) => {
    button.setAttribute("aria-pressed", isChosen);
    button.style.outline = isChosen ? `2px solid ${colour("--st-primary-color")}` : "";
  };
  root.replaceChildren(
    ...captions.map((caption, place) => {
      const button = document.createElement("button");
      const picture = document.createElement("canvas");
      const words = document.createElement("span");
      picture.width = atlas.width;
      picture.height = atlas.height;
      Object.assign(picture.style, { width: `${width}px`, imageRendering: "pixelated", display: "block", margin: "auto" });
      words.textContent = caption;
      Object.assign(button.style, {
        width: `${width + 2 * MARGIN_PX}px`,
        padding: `${MARGIN_PX}px 0`,
        border: "none",
        borderRadius: colour("--st-base-radius"),
        background: "none",
        color: colour("--st-text-color"),
        font: `12px ${colour("--st-font")}`,
        cursor: "pointer",
      });
      button.append(picture, words);
      button.onclick = () => press(place);
      mark(button, false);
      return button;
    }),
  );
  sheet.onload = () =>
    root.querySelectorAll("canvas").forEach((picture, place) => {
      const left = (place % atlas.columns) * atlas.width;
      const top = Math.floor(place / atlas.columns) * atlas.height;
      const { width: w, height: h } = atlas;
      picture.getContext("2d").drawImage(sheet, left, top, w, h, 0, 0, w, h);
    });
  sheet.src = atlas.source;
}

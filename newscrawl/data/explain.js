"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.getElementById("layout").shadowRoot;
  const detail = document.getElementById("detail");
  const boxes = [...document.querySelectorAll("#legend input")];
  const filter = document.createElement("style");
  if (!root) { detail.textContent = "This browser cannot show the page (no declarative shadow trees)."; return; }
  root.append(filter);

  const make = (tag, text, name) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (name) element.className = name;
    return element;
  };
  const find = (number) => [...root.querySelectorAll(`[data-piece="${number}"]`)];
  const isShown = (element) => element.getClientRects().length > 0;
  const paragraphOf = (number) => data.paragraphs.findIndex((made) => made.includes(number)) + 1;
  let current = -1;

  function show(number) {
    if (number === current || !data.pieces[number]) return;
    for (const element of [...root.querySelectorAll(".on"), ...document.querySelectorAll(".on")]) element.classList.remove("on");
    current = number;
    for (const element of find(number)) element.classList.add("on");
    const [verdict, score, ...signs] = data.pieces[number];
    const [kind, meaning, rule, reason] = data.verdicts[verdict];
    const parts = [make("p", `${kind.startsWith("kept") ? "" : "cut: "}${kind}`, "kind"), make("p", meaning, "soft")];
    parts.push(make("p", `Reason: ${reason} (${rule})`));
    parts.push(make("p", score === null ? "Score: not rated" : `Score: ${score.toFixed(3)} likely the story’s`));
    if (signs.length) {
      const table = make("table");
      table.append(make("caption", "What moved the score most (log odds)", "soft"));
      for (let at = 0; at < signs.length; at += 3) {
        const [feature, value, odds] = signs.slice(at, at + 3);
        const row = make("tr");
        row.append(make("td", `${odds > 0 ? "+" : "−"}${Math.abs(odds).toFixed(2)}`, "odds"));
        row.append(make("td", data.features[feature]), make("td", value));
        table.append(row);
      }
      parts.push(table);
    }
    detail.replaceChildren(...parts);
    const paragraph = document.getElementById(`p${paragraphOf(number)}`);
    if (paragraph) paragraph.classList.add("on");
  }
  function focusPiece(number) {
    const element = find(number).find(isShown);
    if (!element) return false;
    const last = root.querySelector('[tabindex="0"]');
    if (last) last.tabIndex = -1;
    element.tabIndex = 0;
    element.setAttribute("aria-description", data.verdicts[data.pieces[number][0]][0]);
    element.focus();
    element.scrollIntoView({ block: "nearest" });
    return true;
  }
  const numberOf = (event) => {
    const element = event.composedPath().find((node) => node.dataset && node.dataset.piece !== undefined);
    return element ? Number(element.dataset.piece) : -1;
  };
  let place = "";
  const hasMoved = (event) => {  // what scrolls under a pointer at rest was not pointed at
    const before = place;
    place = `${event.clientX},${event.clientY}`;
    return before !== place;
  };
  document.addEventListener("mousemove", hasMoved);
  root.addEventListener("mouseover", (event) => { if (hasMoved(event)) show(numberOf(event)); });
  root.addEventListener("focusin", (event) => show(numberOf(event)));
  root.addEventListener("click", (event) => {
    const number = numberOf(event);
    if (number < 0) return;
    focusPiece(number);
    document.getElementById(`p${paragraphOf(number)}`)?.scrollIntoView({ block: "nearest" });
  });
  root.addEventListener("keydown", (event) => {
    const number = numberOf(event);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step && number >= 0) {
      event.preventDefault();
      for (let next = number + step; next >= 0 && next < data.pieces.length; next += step) if (focusPiece(next)) break;
    } else if (event.key === "Enter" && number >= 0) {
      event.preventDefault();
      document.querySelector(`#p${paragraphOf(number)} button`)?.focus();
    }
  });
  const first = root.querySelector("[data-piece]");
  if (first) first.tabIndex = 0;

  const paragraphAt = (event) => {
    const element = event.target.closest("#clean p[id]");
    return element ? data.paragraphs[element.id.slice(1) - 1] : undefined;
  };
  document.addEventListener("click", (event) => {
    const made = paragraphAt(event);
    if (made && event.target.closest("button")) focusPiece(made[0]);
  });
  const showParagraph = (event) => {
    const made = paragraphAt(event);
    if (made) show(made[0]);
  };
  document.addEventListener("mouseover", (event) => { if (hasMoved(event)) showParagraph(event); });
  document.addEventListener("focusin", showParagraph);

  function apply() {
    filter.textContent = boxes.filter((box) => !box.checked)
      .map((box) => `[data-kind="${box.value}"]{display:none !important}`).join("");
  }
  for (const box of boxes) box.addEventListener("change", apply);
  for (const button of document.querySelectorAll("#legend button")) {
    button.addEventListener("click", () => {
      for (const box of boxes) box.checked = button.dataset.show === "all" || (button.dataset.show === "kept") === box.value.startsWith("kept-");
      apply();
    });
  }
  document.getElementById("legend").addEventListener("submit", (event) => event.preventDefault());
  apply();
})();

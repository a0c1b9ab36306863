"use strict";
(() => {
  // What stands under the pointer, at once and for fingers too; without this the browser shows the titles in its own time.
  const tip = document.getElementById("tip");
  for (const place of document.querySelectorAll(".places path")) {
    const title = place.querySelector("title");
    place.dataset.tip = title.textContent.split(" · ").join("\n");
    title.remove();
  }
  const hide = () => { tip.hidden = true; };
  const show = (event) => {
    const place = event.target.closest ? event.target.closest(".places path") : null;
    if (!place) { hide(); return; }
    tip.textContent = place.dataset.tip;
    tip.hidden = false;
    const gap = 14;
    const room = { x: document.documentElement.clientWidth, y: document.documentElement.clientHeight };
    let x = event.clientX + gap;
    let y = event.clientY + gap;
    if (x + tip.offsetWidth > room.x - 4) x = Math.max(4, event.clientX - gap - tip.offsetWidth);
    if (y + tip.offsetHeight > room.y - 4) y = Math.max(4, event.clientY - gap - tip.offsetHeight);
    tip.style.left = x + "px";
    tip.style.top = y + "px";
  };
  document.addEventListener("pointermove", show);
  document.addEventListener("pointerdown", show);
  document.addEventListener("scroll", hide, true);

  // Rows in the order of a column: numbers from the largest, names from the first; what does not exist comes last.
  const language = document.documentElement.lang;
  const number = (cell) => cell.hasAttribute("data-by") ? Number(cell.dataset.by) : NaN;
  const order = (table, column, falling) => {
    const body = table.tBodies[0];
    const rows = Array.from(body.rows);
    const isNumber = rows.some((row) => !Number.isNaN(number(row.cells[column])));
    rows.sort((a, b) => {
      const [one, other] = [a.cells[column], b.cells[column]];
      if (!isNumber) return (falling ? -1 : 1) * one.textContent.localeCompare(other.textContent, language);
      const [x, y] = [number(one), number(other)];
      if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) - Number.isNaN(y);
      return falling ? y - x : x - y;
    });
    rows.forEach((row) => body.append(row));
  };
  for (const table of document.querySelectorAll("table.sorts")) {
    Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.title = table.dataset.sort;
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const falling = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") !== "descending" : !head.classList.contains("n");
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", falling ? "descending" : "ascending");
        order(table, column, falling);
      });
    });
  }

  // A link to something folded opens it.
  const unfold = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  };
  addEventListener("hashchange", unfold);
  unfold();
})();

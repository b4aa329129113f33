// A button with a list below it: opened by click, walked by arrows, closed by Escape or a click elsewhere.

export function menu(button, list) {
  const close = () => {
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
  };
  button.addEventListener("click", () => {
    list.hidden = !list.hidden;
    button.setAttribute("aria-expanded", String(!list.hidden));
    if (!list.hidden) list.querySelector("button, select")?.focus();
  });
  list.addEventListener("keydown", (event) => {
    if (event.target.tagName === "SELECT" && event.key.startsWith("Arrow")) return; // the arrows are its own
    const buttons = [...list.querySelectorAll("button, select")];
    const at = buttons.indexOf(document.activeElement);
    if (event.key === "ArrowDown") buttons[(at + 1) % buttons.length].focus();
    else if (event.key === "ArrowUp") buttons[(at + buttons.length - 1) % buttons.length].focus();
    else if (event.key === "Escape") {
      close();
      button.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener("click", (event) => {
    if (!button.contains(event.target) && (!list.contains(event.target) || event.target.closest("button"))) close();
  });
}

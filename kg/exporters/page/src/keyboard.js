// Keys of the whole page. A key in a text field belongs to the field.

const TYPING = new Set(["INPUT", "TEXTAREA", "SELECT"]);

/** @param {Object<string, () => void>} keys by `event.key`; `Ctrl+z` and the like for chords. */
export function listen(keys, onStage) {
  document.addEventListener("keydown", (event) => {
    // an open dialog has its own Escape
    if (event.isComposing || event.altKey || document.querySelector("dialog[open]")) return;
    const target = event.target;
    const range = target.type === "range" || target.type === "checkbox";
    const typing = TYPING.has(target.tagName) && !range;
    const chord = event.ctrlKey || event.metaKey;
    const name = chord ? `Ctrl+${event.shiftKey ? "Shift+" : ""}${event.key.toLowerCase()}` : event.key;
    if (typing && name !== "Escape") return;
    const action = keys[name] ?? keys[name.length === 1 ? name.toLowerCase() : name] ?? (target.closest?.("#stage") ? onStage[name] : null);
    if (!action || (range && name.startsWith("Arrow"))) return;
    event.preventDefault();
    action();
  });
}

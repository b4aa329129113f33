// Colours of the canvas in light and dark. (The rest of the page has its own in app.css.)

/** A colour mixed with white: lines on a dark ground need more light than dots. */
export function lighter(hex, share) {
  const value = Number.parseInt(hex.slice(1), 16);
  const mixed = [value >> 16, (value >> 8) & 255, value & 255].map((c) => Math.round(c + (255 - c) * share));
  return `#${mixed.map((c) => c.toString(16).padStart(2, "0")).join("")}`;
}

const LOOKS = {
  light: {
    background: "#fbfcfd", text: "#1b2733", muted: "#44525f", halo: "rgba(251,252,253,.92)", veil: "rgba(251,252,253,.84)",
    ring: "#ffffff", accent: "#0b3d66", neutral: "#8793a0", line: (hex) => hex, engine: { ring: "#ffffff", ground: "#fbfcfd", line: (hex) => hex, edgeOpacity: 0.62 },
  },
  dark: {
    background: "#12171d", text: "#e8edf3", muted: "#b3bfcb", halo: "rgba(18,23,29,.92)", veil: "rgba(18,23,29,.84)",
    ring: "#12171d", accent: "#ffffff", neutral: "#7d8894", line: (hex) => lighter(hex, 0.3), engine: { ring: "#12171d", ground: "#12171d", line: (hex) => lighter(hex, 0.3), edgeOpacity: 0.7 },
  },
};

export const isDark = (theme) =>
  theme === "dark" || (theme === "auto" && window.matchMedia("(prefers-color-scheme: dark)").matches);

export const lookOf = (theme) => LOOKS[isDark(theme) ? "dark" : "light"];
export const PRINT = { ...LOOKS.light, background: "#ffffff" };

// The browser's stores, which may be full or forbidden: then nothing is kept and nothing breaks.

const guarded = (name) => (act) => {
  try {
    return act(window[name]);
  } catch {
    return null;
  }
};

export const local = guarded("localStorage");
export const session = guarded("sessionStorage");

export const cookie = (name) => {
  const found = document.cookie.split("; ").find((one) => one.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1).replace(/^"|"$/g, "")) : "";
};

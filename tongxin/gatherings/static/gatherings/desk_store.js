// What a desk must not lose: its roll and its entries, in the device's own database, written through before it answers.

const NAME = "tongxin-desk";

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const opened = () => {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("kept");
    request.result.createObjectStore("entries", { keyPath: "key" });
  };
  return done(request);
};

const database = opened();

const reading = async (store, act) => done(act((await database).transaction(store).objectStore(store)));

// Resolved when the transaction is on the disk, not only when it was asked for.
const writing = async (store, act) => {
  const transaction = (await database).transaction(store, "readwrite", { durability: "strict" });
  act(transaction.objectStore(store));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
};

export const recall = (name) => reading("kept", (store) => store.get(name));
export const remember = (name, value) => writing("kept", (store) => store.put(value, name));
export const entries = () => reading("entries", (store) => store.getAll());
export const note = (entry) => writing("entries", (store) => store.put(entry));
export const forget = (key) => writing("entries", (store) => store.delete(key));

export const clear = async () => {
  await writing("entries", (store) => store.clear());
  await writing("kept", (store) => store.clear());
};

/** What this browser keeps for times without a server. `answers`: by agent and path; `outbox`: changes that wait, by their key. */
export type StoreName = 'answers' | 'outbox';

const NAME = 'redress';
let opened: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  return (opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('answers', { keyPath: 'id' }).createIndex('at', 'at');
      request.result.createObjectStore('outbox', { keyPath: 'key' });
    };
    request.onsuccess = () => {
      // a newer page in another tab must be able to rebuild the stores
      request.result.onversionchange = () => request.result.close();
      request.result.onclose = () => (opened = null);
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error('This browser keeps nothing'));
  }).catch((reason: unknown) => {
    opened = null;
    throw reason;
  }));
}

/** Resolves with what `work` asked for, once it is on the disk. @throws what the browser says when it keeps nothing, or no more */
export async function inStore<Result>(
  name: StoreName,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const transaction = (await open()).transaction(name, mode);
  const request = work(transaction.objectStore(name));
  return new Promise<Result>((resolve, reject) => {
    const refuse = (): void => reject(transaction.error ?? new Error('This browser keeps nothing'));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = refuse;
    transaction.onerror = refuse;
  });
}

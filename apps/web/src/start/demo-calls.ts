import type { DemoView } from '@redress/contract/demo.js';
import { queryOptions } from '@tanstack/react-query';
import { get, post, remove } from '../api/client.js';
import { queryClient } from '../api/queries.js';

const PATH = '/demo';
const KEY = ['demo'] as const;
/** While the launcher is at it: nothing else tells the screen how far it is. */
const LOOK_MS = 1_500;

const isAtWork = (demo: DemoView | undefined): boolean =>
  demo !== undefined && (demo.work !== null || demo.simulation !== null);

export const demoQuery = queryOptions({
  queryKey: KEY,
  queryFn: () => get<DemoView>(PATH),
  refetchInterval: ({ state }) => (isAtWork(state.data) ? LOOK_MS : false),
});

const told = (view: DemoView): DemoView => {
  queryClient.setQueryData(KEY, view);
  // the launcher is told of the wish and says a moment later that it is at it
  setTimeout(() => void queryClient.invalidateQueries({ queryKey: KEY }), LOOK_MS / 3);
  return view;
};

export const clearDemo = async (): Promise<DemoView> => told(await post<DemoView>(`${PATH}/clear`));
export const simulate = async (speed: number): Promise<DemoView> =>
  told(await post<DemoView>(`${PATH}/simulation`, { body: { speed } }));
export async function endSimulation(): Promise<DemoView> {
  await remove(`${PATH}/simulation`);
  return told(await get<DemoView>(PATH));
}

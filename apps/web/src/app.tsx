import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
  redirect,
  RouterProvider,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { adminSearch } from './admin/search.js';
import { whenSignedOut } from './api/client.js';
import { forgetKept } from './api/kept.js';
import { keys, queryClient, sessionQuery } from './api/queries.js';
import { loadTexts } from './i18n/text.js';
import { phoneSearch } from './phone/search.js';
import { qualitySearch } from './quality/search.js';
import { askedFor } from './search/asked-for.js';
import { Failure } from './ui/failure.js';
import { Shell } from './ui/shell.js';
import { NotFound } from './ui/not-found.js';
import { cssVariables, theme } from './ui/theme.js';
import { type QueueSearch, QueueScreen, ViewedQueue } from './workspace/queue-screen.js';
import { lastView, VIEWS } from './workspace/views.js';

/*
 * How to add an administration screen: write it in admin/<name>.tsx as a component named `Screen` and add one line to the list in
 * admin/routes.ts. It is loaded only when someone goes to /admin/<path>. Its texts stand in i18n/en/admin.ts and i18n/de/admin.ts (`say` of
 * useText knows them as `admin.…`), its calls use api/client.ts with TanStack Query, its parts come from ui/parts.tsx and ui/failure.tsx.
 */

const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search): { to?: string; ended?: boolean } => ({
    ...(typeof search.to === 'string' && search.to.startsWith('/') && !search.to.startsWith('//')
      ? { to: search.to }
      : {}),
    ...(search.ended === true ? { ended: true } : {}),
  }),
  component: lazyRouteComponent(() => import('./session/sign-in.js'), 'SignIn'),
});

const resetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset/$token',
  component: lazyRouteComponent(() => import('./session/reset.js'), 'Reset'),
});

const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(sessionQuery);
    if (session === null)
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- how the router is told to go elsewhere
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } });
  },
  component: Shell,
  errorComponent: ({ error, reset }) => <Failure error={error} retry={reset} />,
});

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  component: () => {
    const slug = lastView() || VIEWS[0].name;
    const q = VIEWS.find(({ name }) => name === slug)?.q;
    if (q !== undefined) return <Navigate to="/queue" search={{ q }} replace />;
    return <Navigate to="/queue/$viewSlug" params={{ viewSlug: slug }} replace />;
  },
});

const queueSearch = (search: Readonly<Record<string, unknown>>): QueueSearch => ({
  ...(typeof search.q === 'string' ? { q: search.q } : {}),
  ...(typeof search.sort === 'string' ? { sort: search.sort } : {}),
  ...(typeof search.sel === 'string' ? { sel: search.sel } : {}),
});

const queueRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/queue',
  validateSearch: queueSearch,
  component: QueueScreen,
});

const viewRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/queue/$viewSlug',
  validateSearch: queueSearch,
  component: ViewedQueue,
});

const ticketRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tickets/$number',
  component: lazyRouteComponent(() => import('./workspace/ticket-page.js'), 'TicketPage'),
});

const clockRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tickets/$number/clocks/$clockId',
  component: lazyRouteComponent(() => import('./clocks/clock-page.js'), 'ClockPage'),
});

const wallboardRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/wallboard',
  component: lazyRouteComponent(() => import('./wallboard/wallboard-screen.js'), 'WallboardScreen'),
});

async function loadNew(): Promise<typeof import('./workspace/new-ticket.js')> {
  const [screen] = await Promise.all([import('./workspace/new-ticket.js'), loadTexts('newTicket')]);
  return screen;
}

const newRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/new',
  component: lazyRouteComponent(loadNew, 'NewTicket'),
});

const phoneRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/phone',
  validateSearch: phoneSearch,
  component: lazyRouteComponent(() => import('./phone/phone-page.js'), 'PhonePage'),
});

const customersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/customers',
  validateSearch: (search): { q?: string } => (typeof search.q === 'string' ? { q: search.q } : {}),
  component: lazyRouteComponent(() => import('./customers/customer-list.js'), 'CustomerList'),
});

const customerRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/customers/$id',
  component: lazyRouteComponent(() => import('./customers/customer-page.js'), 'CustomerPage'),
});

async function loadAdmin(): Promise<typeof import('./admin/admin-frame.js')> {
  const [frame] = await Promise.all([import('./admin/admin-frame.js'), loadTexts('admin', 'clocks')]);
  return frame;
}

async function loadSearch(): Promise<typeof import('./search/search-screen.js')> {
  const [screen] = await Promise.all([import('./search/search-screen.js'), loadTexts('search')]);
  return screen;
}

const searchRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/search',
  validateSearch: askedFor,
  component: lazyRouteComponent(loadSearch, 'SearchScreen'),
});

const inboxRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/inbox',
  validateSearch: (search): { unread?: boolean } => (search.unread === true ? { unread: true } : {}),
  component: lazyRouteComponent(() => import('./notifications/inbox.js'), 'Inbox'),
});

const noticeSettingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/notifications/settings',
  component: lazyRouteComponent(() => import('./notifications/settings.js'), 'NotificationSettings'),
});

const tasksRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tasks',
  validateSearch: (search): { scope?: 'mine' | 'asked' | 'open' } =>
    search.scope === 'asked' || search.scope === 'open' || search.scope === 'mine' ? { scope: search.scope } : {},
  component: lazyRouteComponent(() => import('./workspace/tasks-page.js'), 'TasksPage'),
});

const adminRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/admin',
  component: lazyRouteComponent(loadAdmin, 'AdminFrame'),
});

const adminScreenRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/admin/$screen',
  validateSearch: adminSearch,
  component: lazyRouteComponent(loadAdmin, 'AdminFrame'),
});

async function loadQuality(): Promise<typeof import('./quality/quality-page.js')> {
  const [page] = await Promise.all([import('./quality/quality-page.js'), loadTexts('quality')]);
  return page;
}

const qualityRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/quality',
  validateSearch: qualitySearch,
  component: lazyRouteComponent(loadQuality, 'QualityPage'),
});

const qualityPictureRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/quality/$picture',
  validateSearch: qualitySearch,
  component: lazyRouteComponent(loadQuality, 'QualityPage'),
});

async function loadCauses(): Promise<typeof import('./causes/cause-page.js')> {
  const [page] = await Promise.all([import('./causes/cause-page.js'), loadTexts('causeTrees', 'ticket')]);
  return page;
}

const causesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/causes',
  validateSearch: (search): { tree?: 'problem-types'; node?: string } => ({
    ...(search.tree === 'problem-types' ? { tree: 'problem-types' } : {}),
    ...(typeof search.node === 'string' ? { node: search.node } : {}),
  }),
  component: lazyRouteComponent(loadCauses, 'CausePage'),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  resetRoute,
  shellRoute.addChildren([
    homeRoute,
    queueRoute,
    viewRoute,
    ticketRoute,
    clockRoute,
    wallboardRoute,
    newRoute,
    phoneRoute,
    customersRoute,
    customerRoute,
    searchRoute,
    inboxRoute,
    noticeSettingsRoute,
    tasksRoute,
    adminRoute,
    adminScreenRoute,
    causesRoute,
    qualityRoute,
    qualityPictureRoute,
  ]),
]);

const router = createRouter({ routeTree, defaultPreload: 'intent', scrollRestoration: false });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }

  interface HistoryState {
    /** The way out of a ticket leads back to the list before it, not to the queue. */
    fromList?: boolean;
  }
}

whenSignedOut(() => {
  if (queryClient.getQueryData(keys.session) === null) return;
  void forgetKept();
  queryClient.setQueryData(keys.session, null);
  void router.navigate({ to: '/sign-in', search: { to: router.state.location.href, ended: true } });
});

export function App(): ReactNode {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}

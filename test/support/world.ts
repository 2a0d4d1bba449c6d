import type { Desk } from '@redress/desk/desk.js';
import { Askers } from '../../apps/api/src/askers.js';
import { DESK } from '../../apps/api/src/parts.js';
import type { ActorName } from '../journeys/authorisation.expectations.js';
import {
  ADMIN,
  ANYBODY,
  type Actor,
  apiForTest,
  givenAgent,
  givenQueue,
  givenTeam,
  givenToken,
  type Person,
  signedIn,
  type TestApi,
} from './api.js';
import type { givenTicket } from './things.js';

/** A desk with two teams, and everybody who tries what he may do there. */
export interface World {
  readonly api: TestApi;
  readonly desk: Desk;
  readonly actors: Readonly<Record<ActorName, Actor>>;
  readonly people: Readonly<Record<'agentA' | 'admin', string>>;
  readonly teamA: string;
  readonly queueA: string;
  readonly adminAsker: Parameters<typeof givenTicket>[2];
}

export async function openWorld(): Promise<World> {
  const api = await apiForTest({ parts: { testMailbox: async () => ({ steps: [], folders: [] }) } });
  const [teamA, teamB] = [await givenTeam(api, 'Team A'), await givenTeam(api, 'Team B')];
  const queueA = await givenQueue(api, 'Queue A', teamA);
  await givenQueue(api, 'Queue B', teamB);
  const agentA = await givenAgent(api, 'Anna', 'agent', [teamA]);
  const enter = async (person: Promise<Person>): Promise<Actor> =>
    signedIn(api, (await person).email, (await person).password);
  const [row] = await api.sql.rows<{ id: string }>('SELECT id FROM agents WHERE email = $1', [ADMIN.email]);
  const admin = row?.id ?? '';
  const actors = {
    anybody: ANYBODY,
    agentA: await signedIn(api, agentA.email, agentA.password),
    agentB: await enter(givenAgent(api, 'Bert', 'agent', [teamB])),
    leadA: await enter(givenAgent(api, 'Lea', 'teamLead', [teamA])),
    quality: await enter(givenAgent(api, 'Quinn', 'quality', [teamB])),
    light: await enter(givenAgent(api, 'Lou', 'light', [teamA])),
    admin: await signedIn(api, ADMIN.email, ADMIN.password),
    readToken: await givenToken(api, agentA.id, ['tickets:read']),
    intakeToken: await givenToken(api, admin, ['intake']),
  };
  const known = await api.app.get(Askers).recognise({
    kind: 'session',
    secret: actors.admin.headers['cookie']?.split('=')[1] ?? '',
  });
  if (!known) throw new Error('The administrator is not signed in');
  return {
    api,
    desk: api.app.get<Desk>(DESK),
    actors,
    people: { agentA: agentA.id, admin },
    teamA,
    queueA,
    adminAsker: known.asker,
  };
}

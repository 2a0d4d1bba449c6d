import type { ChannelAbilities, ChannelAccount, ChannelProvider } from '@redress/contract/channels.js';
import { IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { type LanguageName, type Say, useText } from '../../i18n/text.js';
import { useNow } from '../../ui/clock.js';
import { copyText } from '../../ui/copy.js';
import { TextButton, When } from '../../ui/parts.js';
import { sizeWords, spanWords } from '../../ui/times.js';
import { lagWords, LastSuccess } from './state.js';

interface SideProps {
  readonly provider: ChannelProvider;
  /** Null: a new one. */
  readonly account: ChannelAccount | null;
}

/** Beside the form: how it goes, what is to be done at the platform, and what this channel can do. */
export function ChannelSide({ provider, account }: SideProps): ReactNode {
  const { say, language } = useText();
  return (
    <aside className="admin-probe channel-side" aria-label={provider.title[language]}>
      {account !== null && <Health account={account} />}
      {provider.steps.length > 0 && (
        <section>
          <h3>{say('admin.channels.steps')}</h3>
          <ol className="channel-steps">
            {provider.steps.map((step) => (
              <li key={step.en}>{step[language]}</li>
            ))}
          </ol>
        </section>
      )}
      {provider.webhookUrl !== null && <Address url={provider.webhookUrl} />}
      {provider.scopes.length > 0 && (
        <section>
          <h3>{say('admin.channels.scopes')}</h3>
          <dl className="channel-scopes">
            {provider.scopes.map(({ name, why }) => (
              <div key={name}>
                <dt className="mono">{name}</dt>
                <dd className="muted">{why[language]}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <section>
        <h3>{say('admin.channels.can')}</h3>
        <Facts of={abilityWords(say, language, account?.abilities ?? provider.abilities)} />
      </section>
    </aside>
  );
}

function Address({ url }: { readonly url: string }): ReactNode {
  const { say } = useText();
  return (
    <section>
      <h3>{say('admin.channels.webhook')}</h3>
      <p className="muted hint">{say('admin.channels.webhookHint')}</p>
      <div className="channel-address">
        <input
          className="mono"
          readOnly
          value={url}
          aria-label={say('admin.channels.webhook')}
          onFocus={(event) => event.currentTarget.select()}
        />
        <TextButton onClick={() => copyText(url, say('admin.channels.webhook'))}>
          <IconCopy size={16} stroke={1.5} aria-hidden="true" /> {say('admin.channels.copy')}
        </TextButton>
      </div>
    </section>
  );
}

/** Told a week before it bites, and after. */
const WARN_MS = 7 * 86_400_000;

function AccessEnd({ at }: { readonly at: string }): ReactNode {
  const { say } = useText();
  const now = useNow();
  const left = Date.parse(at) - now;
  if (left > WARN_MS) return null;
  return (
    <div className="channel-ill" role="status">
      <p>
        {left <= 0
          ? say('admin.channels.accessOver')
          : say('admin.channels.accessEndsIn', { span: spanWords(say, left) })}
      </p>
    </div>
  );
}

function Health({ account }: { readonly account: ChannelAccount }): ReactNode {
  const { say } = useText();
  const ill = account.lastError !== null && account.enabled;
  const { accessEndsAt } = account;
  return (
    <section>
      <h3>{say('admin.channels.health')}</h3>
      {ill && (
        <div className="channel-ill" role="status">
          <p>{account.lastError}</p>
          {account.remedy !== null && (
            <p>
              <b>{say('admin.channels.remedy')}:</b> {account.remedy}
            </p>
          )}
        </div>
      )}
      {accessEndsAt !== null && account.enabled && <AccessEnd at={accessEndsAt} />}
      <Facts
        of={[
          ...(accessEndsAt === null
            ? []
            : [[say('admin.channels.accessEnds'), <When key="end" at={accessEndsAt} />] as const]),
          [say('admin.channels.lastSuccess'), <LastSuccess key="at" at={account.lastSuccessAt} />],
          [say('admin.channels.lag'), lagWords(say, account.lagSeconds)],
          [say('admin.channels.received'), String(account.received)],
        ]}
      />
    </section>
  );
}

function Facts({ of }: { readonly of: readonly (readonly [string, ReactNode])[] }): ReactNode {
  return (
    <dl className="channel-facts">
      {of.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What a channel can do, as a table of two columns. */
function abilityWords(say: Say, language: LanguageName, can: ChannelAbilities): (readonly [string, string])[] {
  const list = (words: readonly string[], none: string): string => (words.length === 0 ? none : words.join(', '));
  const follows = [
    ...(can.edits ? [say('admin.channels.follows.edits')] : []),
    ...(can.deletes ? [say('admin.channels.follows.deletes')] : []),
  ];
  const { attachments, replyWindowHours } = can;
  return [
    [say('admin.channels.canReceive'), can.receives.map((how) => say(`admin.channels.receives.${how}`)).join(', ')],
    [
      say('admin.channels.canReply'),
      list(
        can.replies.map((how) => say(`admin.channels.replies.${how}`)),
        say('admin.channels.noReplies'),
      ),
    ],
    [say('admin.channels.canLength'), lengthsOf(say, can)],
    [
      say('admin.channels.canAttach'),
      attachments === null
        ? say('admin.channels.noAttach')
        : say('admin.channels.attach', {
            count: attachments.most,
            size: sizeWords(say, language, attachments.mostBytes),
          }),
    ],
    [
      say('admin.channels.canWindow'),
      replyWindowHours === null
        ? say('admin.channels.anyTime')
        : say('admin.channels.window', { count: replyWindowHours }),
    ],
    [say('admin.channels.canFollow'), list(follows, say('admin.channels.follows.none'))],
    [say('admin.channels.canUndo'), say(can.delays ? 'admin.channels.undo' : 'admin.channels.noUndo')],
    [say('admin.channels.canCost'), say(`admin.channels.cost.${can.cost}`)],
  ];
}

function lengthsOf(say: Say, { mostCharacters, inPublic, replies }: ChannelAbilities): string {
  const own = lengthWords(say, mostCharacters);
  if (inPublic === undefined || !replies.includes('private')) return own;
  return say('admin.channels.charactersInPublic', { private: own, public: lengthWords(say, inPublic.mostCharacters) });
}

const lengthWords = (say: Say, most: number | null): string =>
  most === null ? say('admin.channels.anyLength') : say('admin.channels.characters', { count: most });

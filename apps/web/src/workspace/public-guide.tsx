import type { ReplyWay } from '@redress/contract/channels.js';
import type { Timeline } from '@redress/contract/ticket.js';
import { IconArrowRight, IconFlag, IconWorld } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useText } from '../i18n/text.js';
import { useNow } from '../ui/clock.js';
import { TextButton } from '../ui/parts.js';
import { ConsentDialog } from './consent-dialog.js';
import type { Content } from './drafts.js';
import { isClosing, isOpen, waysIn, wayWords } from './ways.js';

interface GuideProps {
  readonly read: Timeline;
  readonly content: Content;
  readonly way: ReplyWay;
  readonly choose: (way: ReplyWay, closing?: boolean) => void;
}

/** What was said in public goes on by a plan: one public reply, then in private, then one closing note. It advises and hinders nobody. */
export function PublicGuide(props: GuideProps): ReactNode {
  const { say } = useText();
  const { ticket } = props.read;
  const [asking, setAsking] = useState(false);
  const talk = ticket.publicTalk;
  if (talk === null || talk.next === 'done') return null;
  const isPublic = props.way.audience === 'public';
  const agreed = talk.consent !== null;
  return (
    <>
      {talk.next === 'reply' && isPublic && <Line icon={IconWorld}>{say('publicTalk.reply')}</Line>}
      {talk.next === 'goPrivate' && isPublic && <GoPrivate {...props} />}
      {talk.next === 'goPrivate' && !isPublic && !agreed && (
        <Line icon={IconFlag}>
          <span className="spread">{say('publicTalk.noConsent')}</span>
          <TextButton className="small" onClick={() => setAsking(true)}>
            {say('publicTalk.record')}
          </TextButton>
        </Line>
      )}
      {talk.next === 'closingNote' && <Close {...props} />}
      {asking && <ConsentDialog ticket={ticket} close={() => setAsking(false)} />}
    </>
  );
}

function Line({ icon: Icon, children }: { readonly icon: typeof IconWorld; readonly children: ReactNode }): ReactNode {
  return (
    <div className="way-notice" role="note">
      <Icon size={16} stroke={1.5} aria-hidden="true" />
      <span className="way-guide">{children}</span>
    </div>
  );
}

/** Our public word stands: the next one is for the customer alone. */
function GoPrivate({ read, choose }: GuideProps): ReactNode {
  const { say } = useText();
  const now = useNow();
  const others = waysIn(read).filter((way) => way.audience === 'private' && isOpen(way, now) && way.to.length > 0);
  return (
    <Line icon={IconArrowRight}>
      <span className="spread">{say(others.length === 0 ? 'publicTalk.goPrivateNoWay' : 'publicTalk.goPrivate')}</span>
      {others.map((way) => (
        <TextButton key={way.account?.id ?? ''} className="small" onClick={() => choose(way)}>
          {wayWords(say, way)}
        </TextButton>
      ))}
    </Line>
  );
}

function Close({ read, content, way, choose }: GuideProps): ReactNode {
  const { say } = useText();
  const now = useNow();
  if (isClosing(content, way)) return <Line icon={IconFlag}>{say('publicTalk.closing')}</Line>;
  const inPublic = waysIn(read).find((one) => one.audience === 'public' && isOpen(one, now));
  if (inPublic === undefined) return null;
  return (
    <Line icon={IconFlag}>
      <span className="spread">{say('publicTalk.close')}</span>
      <TextButton className="small" onClick={() => choose(inPublic, true)}>
        {say('publicTalk.writeClosing')}
      </TextButton>
    </Line>
  );
}

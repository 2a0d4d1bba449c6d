import { IconPlayerStop, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { queryClient } from '../api/queries.js';
import { loadTexts, useText } from '../i18n/text.js';
import { useCommands } from '../ui/commands.js';
import { failed } from '../ui/failure.js';
import { IconButton, TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { demoQuery, endSimulation } from './demo-calls.js';
import './start.css';

const DemoDialog = lazy(async () => ({ default: (await import('./demo-dialog.js')).DemoDialog }));

/** Says that what is here is a demo, and leads out of it. Whatever works on it is seen and can be ended here. */
export function DemoBar(): ReactNode {
  const { say } = useText();
  const { data: demo } = useQuery(demoQuery);
  const [hidden, setHidden] = useState(false);
  const [asked, setAsked] = useState<'simulate' | 'clear' | null>(null);
  useFarewell(demo?.loaded);
  useCommands([
    { id: 'simulate', run: () => setAsked('simulate') },
    { id: 'start-clean', run: () => setAsked('clear') },
  ]);
  const day = demo?.simulation ?? null;
  const work = demo?.work ?? null;
  return (
    <>
      {(!hidden || day !== null || work !== null) && (
        <section className="demo-bar" aria-label={say('start.demo.title')}>
          {day !== null && <span className="demo-bar-alive" aria-hidden="true" />}
          <span role="status" className="truncate">
            {work !== null
              ? say(`start.demo.${work}`)
              : day !== null
                ? say('start.demo.running', { n: day.speed })
                : say('start.demo.bar')}
          </span>
          <span className="spread" />
          {day === null ? (
            <TextButton look="link" onClick={() => setAsked('simulate')}>
              {say('start.demo.simulate')}
            </TextButton>
          ) : (
            <TextButton look="link" onClick={() => void endSimulation().catch(failed)}>
              <IconPlayerStop size={14} stroke={1.5} aria-hidden="true" /> {say('start.demo.end')}
            </TextButton>
          )}
          <TextButton look="link" onClick={() => setAsked('clear')}>
            {say('start.demo.clear')}
          </TextButton>
          {day === null && work === null && (
            <IconButton label={say('start.demo.hide')} onClick={() => setHidden(true)}>
              <IconX size={16} stroke={1.5} aria-hidden="true" />
            </IconButton>
          )}
        </section>
      )}
      {asked !== null && demo !== undefined && (
        <Suspense fallback={null}>
          <DemoDialog demo={demo} about={asked} close={() => setAsked(null)} />
        </Suspense>
      )}
    </>
  );
}

/** When the demo has gone, every screen asks anew: rows vanish without an event. */
function useFarewell(loaded: boolean | undefined): void {
  const { say } = useText();
  const was = useRef(loaded);
  useEffect(() => {
    if (was.current === true && loaded === false) {
      toast({ text: say('start.demo.cleared') });
      void queryClient.invalidateQueries();
    }
    was.current = loaded;
  }, [loaded, say]);
}

await loadTexts('start');

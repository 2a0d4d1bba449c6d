import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { Empty } from './parts.js';

export function NotFound(): ReactNode {
  const { say } = useText();
  return (
    <main className="page">
      <Empty title={say('errors.notFound')}>
        <Link to="/queue">{say('errors.toQueue')}</Link>
      </Empty>
    </main>
  );
}

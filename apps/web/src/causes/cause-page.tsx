import type { CauseNode, CauseTree } from '@redress/contract/causes.js';
import { Menu } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { post } from '../api/client.js';
import { queryClient } from '../api/queries.js';
import { useText } from '../i18n/text.js';
import { readsFigures, useSession } from '../session/preferences.js';
import { failed, Failure } from '../ui/failure.js';
import { IconButton, Skeleton, TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { treeQuery, type TreeName } from '../workspace/cause-trees.js';
import './causes.css';
import { History } from './history.js';
import { NodeDialog } from './node-dialog.js';
import { RetireDialog } from './retire-dialog.js';
import { rowsOf, type TreeRow } from './rows.js';

type Open =
  | { readonly kind: 'add'; readonly parent: string | null }
  | { readonly kind: 'edit' | 'retire'; readonly node: CauseNode };

/** The two trees, to read for everybody and to keep for quality. */
export function CausePage(): ReactNode {
  const { say } = useText();
  const { tree = 'root-causes', node = null }: { tree?: TreeName; node?: string | null } = useSearch({ strict: false });
  const { role } = useSession().agent;
  const navigate = useNavigate();
  const show = (name: TreeName): void =>
    void navigate({ to: '/causes', search: name === 'root-causes' ? {} : { tree: name } });
  return (
    <div className="page causes">
      <header className="page-head">
        <div className="spread">
          <h1 className="page-title">{say('causeTrees.title')}</h1>
          <p className="muted">{say('causeTrees.explain')}</p>
        </div>
        <div className="panel-verbs">
          <TextButton aria-pressed={tree === 'root-causes'} onClick={() => show('root-causes')}>
            {say('causeTrees.rootCauses')}
          </TextButton>
          <TextButton aria-pressed={tree === 'problem-types'} onClick={() => show('problem-types')}>
            {say('causeTrees.problemTypes')}
          </TextButton>
          {readsFigures(role) && (
            <Link
              to="/quality/$picture"
              params={{ picture: 'pareto' }}
              search={tree === 'root-causes' ? {} : { by: 'problem' }}
              className="button link"
            >
              {say('causeTrees.report')}
            </Link>
          )}
        </div>
      </header>
      <Tree key={tree} name={tree} marked={node} />
    </div>
  );
}

interface TreeProps {
  readonly name: TreeName;
  /** The code that somebody came for. */
  readonly marked: string | null;
}

function Tree({ name, marked }: TreeProps): ReactNode {
  const { say } = useText();
  const { data, error, refetch } = useQuery(treeQuery(name));
  const { role } = useSession().agent;
  const [open, setOpen] = useState<Open | null>(null);
  if (data === undefined) return error === null ? <Skeleton /> : <Failure error={error} retry={() => void refetch()} />;
  const may = role === 'admin' || role === 'quality';
  const kept = (tree: CauseTree): void => {
    keep(name, tree);
    setOpen(null);
    toast({ text: say('causeTrees.saved', { n: tree.version }) });
  };
  const restore = (node: CauseNode): void =>
    void post<CauseTree>(`/${name}/${node.code}/restore`, { ifMatch: data.version }).then(kept, failed);
  const close = (): void => setOpen(null);
  return (
    <>
      <div className="causes-bar">
        <p className="muted tabular spread">{say('causeTrees.version', { n: data.version })}</p>
        {may ? (
          <TextButton look="filled" onClick={() => setOpen({ kind: 'add', parent: null })}>
            <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('causeTrees.add')}
          </TextButton>
        ) : (
          <p className="muted">{say('causeTrees.readOnly')}</p>
        )}
      </div>
      <TreeTable name={name} tree={data} marked={marked} may={may} open={setOpen} restore={restore} />
      <History name={name} version={data.version} />
      {(open?.kind === 'add' || open?.kind === 'edit') && (
        <NodeDialog
          name={name}
          tree={data}
          node={open.kind === 'edit' ? open.node : null}
          parent={open.kind === 'add' ? open.parent : open.node.parent}
          {...{ close, kept }}
        />
      )}
      {open?.kind === 'retire' && <RetireDialog name={name} tree={data} node={open.node} {...{ close, kept }} />}
    </>
  );
}

function keep(name: TreeName, tree: CauseTree): void {
  queryClient.setQueryData(treeQuery(name).queryKey, tree);
  void queryClient.invalidateQueries({ queryKey: ['tree-versions', name] });
}

interface TableProps extends TreeProps {
  readonly tree: CauseTree;
  readonly may: boolean;
  readonly open: (open: Open) => void;
  readonly restore: (node: CauseNode) => void;
}

function TreeTable({ name, tree, marked, may, open, restore }: TableProps): ReactNode {
  const { say } = useText();
  const title = say(name === 'root-causes' ? 'causeTrees.rootCauses' : 'causeTrees.problemTypes');
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={title}>
      <table className="table">
        <thead>
          <tr>
            <th>{say('causeTrees.label')}</th>
            <th className="wide">{say('causeTrees.code')}</th>
            {name === 'root-causes' && <th className="wide">{say('causeTrees.process')}</th>}
            {name === 'root-causes' && <th className="wide">{say('causeTrees.whose')}</th>}
            <th className="wide">{say('causeTrees.owner')}</th>
            <th>
              <span className="unseen">{say('causeTrees.tickets')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rowsOf(tree.nodes).map((row) => (
            <TreeLine key={row.node.code} {...{ row, name, tree, marked, may, open, restore }} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TreeLine({ row, name, tree, marked, may, open, restore }: TableProps & { readonly row: TreeRow }): ReactNode {
  const { say, language } = useText();
  const { node, depth } = row;
  const gone = node.validTo !== null;
  const isMarked = node.code === marked;
  const line = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (isMarked) line.current?.scrollIntoView({ block: 'center' });
  }, [isMarked]);
  const successor = tree.nodes.find(({ code }) => code === node.replacedBy)?.labels[language];
  return (
    <tr
      ref={line}
      className={isMarked ? 'on' : gone ? 'muted' : undefined}
      aria-current={isMarked ? 'true' : undefined}
    >
      <td style={{ paddingInlineStart: `${8 + depth * 20}px` }}>
        <span className={depth === 0 ? 'strong' : undefined} title={node.definition}>
          {node.labels[language]}
        </span>
        {gone && (
          <span className="causes-gone">
            {successor === undefined ? say('causeTrees.retired') : say('causeTrees.replacedBy', { name: successor })}
          </span>
        )}
      </td>
      <td className="wide mono muted">{node.code}</td>
      {name === 'root-causes' && <td className="wide">{node.process}</td>}
      {name === 'root-causes' && <td className="wide">{say(`causes.controllability.${node.controllability}`)}</td>}
      <td className="wide">{node.owner?.name}</td>
      <td className="causes-verbs">
        <Link
          to="/queue"
          search={{ q: `${name === 'root-causes' ? 'cause' : 'problem'}:${node.code}`, sort: '-received' }}
          aria-label={say('causeTrees.ticketsOf', { name: node.labels[language] })}
        >
          {say('causeTrees.tickets')}
        </Link>
        {may && <NodeMenu node={node} open={open} restore={gone ? () => restore(node) : null} />}
      </td>
    </tr>
  );
}

interface MenuProps {
  readonly node: CauseNode;
  readonly open: (open: Open) => void;
  /** null while it is in force. */
  readonly restore: (() => void) | null;
}

function NodeMenu({ node, open, restore }: MenuProps): ReactNode {
  const { say, language } = useText();
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <IconButton label={say('causeTrees.more', { name: node.labels[language] })}>
          <IconDots size={16} stroke={1.5} aria-hidden="true" />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {restore === null ? (
          <>
            <Menu.Item onClick={() => open({ kind: 'edit', node })}>{say('causeTrees.edit')}</Menu.Item>
            <Menu.Item onClick={() => open({ kind: 'add', parent: node.code })}>{say('causeTrees.addBelow')}</Menu.Item>
            <Menu.Item onClick={() => open({ kind: 'retire', node })}>{say('causeTrees.retire')}</Menu.Item>
          </>
        ) : (
          <Menu.Item onClick={restore}>{say('causeTrees.restore')}</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

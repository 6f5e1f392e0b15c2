import { type Absent, type Attributes, type Content, classNames, idList, isPresent } from './markup.ts';
import { Tag, type TagColour } from './tag.tsx';

export interface Task {
  title: Content;
  titleClasses?: string | undefined;
  /** Without one, it can't be begun yet. */
  href?: string | undefined;
  hint?: Content;
  /** Plain words for what is done; a tag for what is still to do. */
  status: { words: Content } | { tag: Content; colour?: TagColour | undefined };
  cannotStartYet?: boolean | undefined;
  classes?: string | undefined;
}

export interface TaskListProps {
  tasks: readonly (Task | Absent)[];
  idPrefix?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** What a journey asks for, in parts that can be done in one's own order. */
export function TaskList({ tasks, idPrefix = 'task-list', classes, attributes }: TaskListProps) {
  return (
    <ul class={classNames('govuk-task-list', classes)} {...attributes}>
      {tasks.map((task, index) => task && <TaskItem task={task} id={`${idPrefix}-${index + 1}`} />)}
    </ul>
  );
}

function TaskItem({ task, id }: { task: Task; id: string }) {
  const hintId = isPresent(task.hint) ? `${id}-hint` : undefined;
  const statusId = `${id}-status`;
  const cannotStart = task.cannotStartYet && 'govuk-task-list__status--cannot-start-yet';
  return (
    <li class={classNames('govuk-task-list__item', task.href && 'govuk-task-list__item--with-link', task.classes)}>
      <div class="govuk-task-list__name-and-hint">
        {task.href ? (
          <a
            class={classNames('govuk-link govuk-task-list__link', task.titleClasses)}
            href={task.href}
            aria-describedby={idList(hintId, statusId)}
          >
            {task.title}
          </a>
        ) : (
          <div class={task.titleClasses}>{task.title}</div>
        )}
        {hintId && (
          <div id={hintId} class="govuk-task-list__hint">
            {task.hint}
          </div>
        )}
      </div>
      <div class={classNames('govuk-task-list__status', cannotStart)} id={statusId}>
        {'tag' in task.status ? <Tag colour={task.status.colour}>{task.status.tag}</Tag> : task.status.words}
      </div>
    </li>
  );
}

import { PageTitle } from './page-title.tsx';

export interface ProseSection {
  readonly id: string;
  readonly title: string;
  readonly paragraphs?: readonly string[];
  readonly points?: readonly string[];
}

interface Props {
  readonly title: string;
  readonly lead: string;
  readonly sections: readonly ProseSection[];
}

/** A page of text: title, lead, sections that can be linked to. */
export function Prose({ title, lead, sections }: Props) {
  return (
    <div className="prose">
      <PageTitle>{title}</PageTitle>
      <p className="lead">{lead}</p>
      {sections.map(({ id, title: heading, paragraphs = [], points = [] }) => (
        <section key={id} aria-labelledby={id}>
          <h2 id={id}>{heading}</h2>
          {paragraphs.map((text) => (
            <p key={text}>{text}</p>
          ))}
          {points.length === 0 ? null : (
            <ul>
              {points.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  );
}

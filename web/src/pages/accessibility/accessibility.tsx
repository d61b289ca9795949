import { Prose } from '../../components/prose.tsx';
import { useTexts } from '../../i18n/dictionary.ts';
import { accessibility as words } from '../../i18n/pages/accessibility.ts';

/** What is done so that everybody can use the service, and whom to tell where it falls short. */
export function AccessibilityPage() {
  const say = useTexts(words);
  return (
    <Prose
      title={say('title')}
      lead={say('lead')}
      sections={[
        { id: 'standard', title: say('standard'), paragraphs: [say('standard1')] },
        {
          id: 'offers',
          title: say('offers'),
          points: [say('keyboard'), say('view'), say('charts'), say('colour'), say('zoom'), say('motion')],
        },
        { id: 'limits', title: say('limits'), paragraphs: [say('limits1')] },
        { id: 'contact', title: say('contact'), paragraphs: [say('contact1')] },
      ]}
    />
  );
}

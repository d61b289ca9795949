import { Prose } from '../../components/prose.tsx';
import { useTexts } from '../../i18n/dictionary.ts';
import { methodology as words } from '../../i18n/pages/methodology.ts';

/** The method in plain words. */
export function MethodologyPage() {
  const say = useTexts(words);
  return (
    <Prose
      title={say('title')}
      lead={say('lead')}
      sections={[
        { id: 'collect', title: say('collect'), paragraphs: [say('collect1'), say('collect2')] },
        {
          id: 'missing',
          title: say('missing'),
          paragraphs: [say('missing1')],
          points: [
            say('missingNotApplicable'),
            say('missingNotCollected'),
            say('missingNotProvided'),
            say('missingConfidential'),
          ],
        },
        { id: 'compare', title: say('compare'), paragraphs: [say('compare1')] },
        {
          id: 'words',
          title: say('words'),
          points: [say('wordsBetter'), say('wordsSimilar'), say('wordsHigher'), say('wordsMedian')],
        },
        { id: 'rank', title: say('rank'), paragraphs: [say('rank1'), say('quarter')] },
        { id: 'costs', title: say('costs'), paragraphs: [say('costs1')] },
        { id: 'trend', title: say('trend'), paragraphs: [say('trend1')] },
        { id: 'index', title: say('index'), paragraphs: [say('index1')] },
        { id: 'small', title: say('small'), paragraphs: [say('small1')] },
        { id: 'sources', title: say('sources'), paragraphs: [say('sources1')] },
      ]}
    />
  );
}

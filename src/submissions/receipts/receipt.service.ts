import path from 'node:path';
import { Injectable } from '@nestjs/common';
import PDFDocument from 'pdfkit';
import { AppConfig } from '../../config/app-config.js';
import type { Language } from '../../core/vocabulary.js';
import { Database } from '../../database/database.js';
import { scopeOf, type Actor } from '../../http/actor.js';
import { inLanguage } from '../../http/language.js';
import { notFound } from '../../http/problem.js';
import { ApprovalRepository, type ApprovalRecord } from '../actions/approval.repository.js';
import { CollectionFacts } from '../collection-facts.js';
import { noSubmission } from '../submission-problems.js';
import { SubmissionRepository } from '../submission.repository.js';

const FONTS = 'node_modules/@expo-google-fonts/source-sans-3';
const WORDS = {
  title: { lv: 'Apliecinājums par iesniegtajiem datiem', en: 'Receipt for data handed in' },
  municipality: { lv: 'Pašvaldība', en: 'Municipality' },
  period: { lv: 'Periods', en: 'Period' },
  number: { lv: 'Numurs', en: 'Number' },
  approved: { lv: 'Apstiprināts', en: 'Approved' },
  by: { lv: 'Apstiprināja', en: 'Approved by' },
  deputy: { lv: '(pilnvarots aizvietotājs)', en: '(deputy)' },
  hash: { lv: 'Satura SHA-256', en: 'SHA-256 of the content' },
  note: {
    lv: 'Kontrolsumma attiecas uz apstiprināto saturu. Ja kaut viena vērtība, statuss, paskaidrojums vai saite ir mainīta, tā ir cita.',
    en: 'The checksum covers what was approved. Should a single value, status, explanation or link change, it is another.',
  },
  module: {
    SU: { lv: 'Sociālie uzņēmumi', en: 'Social enterprises' },
    SP: { lv: 'Pakalpojumu izmaksas', en: 'Service costs' },
    SD: { lv: 'Darbinieku noslodze', en: 'Workload' },
  },
} as const;

interface ReceiptFacts {
  readonly municipality: string;
  readonly period: string;
  readonly approvals: readonly ApprovalRecord[];
}

/** What a receipt is drawn with. */
@Injectable()
export class ReceiptSurroundings {
  constructor(
    readonly facts: CollectionFacts,
    private readonly config: AppConfig,
  ) {}

  /** The PDF, with fonts that hold all Latvian letters. */
  render(facts: ReceiptFacts, language: Language): Promise<Buffer> {
    const document = new PDFDocument({ size: 'A4', margin: 56, info: { Title: WORDS.title[language] } });
    const font = (file: string): string => path.join(this.config.rootDir, FONTS, file);
    document.registerFont('plain', font('400Regular/SourceSans3_400Regular.ttf'));
    document.registerFont('strong', font('600SemiBold/SourceSans3_600SemiBold.ttf'));
    return new Promise((resolve, reject) => {
      const parts: Buffer[] = [];
      document.on('data', (part: Buffer) => parts.push(part));
      document.on('end', () => {
        resolve(Buffer.concat(parts));
      });
      document.on('error', reject);
      draw(document, facts, language);
      document.end();
    });
  }
}

/** The paper that shows what was approved, when and by whom. */
@Injectable()
export class ReceiptService {
  constructor(
    private readonly database: Database,
    private readonly submissions: SubmissionRepository,
    private readonly approvals: ApprovalRepository,
    private readonly around: ReceiptSurroundings,
  ) {}

  /** The receipt of the newest approval of each module. @throws Problem 404 where nothing was approved yet */
  async pdf(actor: Actor, id: string, language: Language): Promise<Buffer> {
    const facts = await this.database.transaction(async (transaction): Promise<ReceiptFacts> => {
      const submission = await this.submissions.byId(transaction, id);
      if (submission === undefined) throw noSubmission();
      const approvals = await this.approvals.of(transaction, id);
      if (approvals.length === 0) throw noReceipt();
      const unit = await this.around.facts.directory.byAtvk(submission.municipality);
      const name = unit === undefined ? '' : inLanguage(unit.name, language);
      return { municipality: `${name} (${submission.municipality})`, period: submission.period.code, approvals };
    }, scopeOf(actor));
    return this.around.render(facts, language);
  }
}

function draw(document: PDFKit.PDFDocument, facts: ReceiptFacts, language: Language): void {
  const line = (label: string, text: string): void => {
    document.font('strong').text(`${label}: `, { continued: true }).font('plain').text(text);
  };
  document.font('strong').fontSize(18).text(WORDS.title[language]).moveDown(0.5).fontSize(11);
  line(WORDS.municipality[language], facts.municipality);
  line(WORDS.period[language], facts.period);
  for (const approval of facts.approvals) {
    const { module, receipt, approvedAt, approvedByName, asDeputy, contentHash } = approval;
    document.moveDown().font('strong').fontSize(13).text(`${module} · ${WORDS.module[module][language]}`).fontSize(11);
    line(WORDS.number[language], receipt);
    line(WORDS.approved[language], inRiga(approvedAt));
    line(WORDS.by[language], `${approvedByName ?? ''} ${asDeputy ? WORDS.deputy[language] : ''}`.trim());
    line(WORDS.hash[language], contentHash);
  }
  document.moveDown().font('plain').fontSize(9).text(WORDS.note[language]);
}

/** Date and time on a Latvian clock, as ISO writes them. */
function inRiga(instant: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Riga', dateStyle: 'short', timeStyle: 'medium' }).format(
    instant,
  );
}

const noReceipt = () =>
  notFound({ lv: 'Vēl nekas nav apstiprināts.', en: 'Nothing has been approved yet.' }, 'receipt_not_found');

import { Injectable } from '@nestjs/common';
import type { Language } from '../../core/vocabulary.js';
import type { Actor } from '../../http/actor.js';
import { inLanguage } from '../../http/language.js';
import { MunicipalityNames } from '../users/municipality-names.js';
import { actorOf } from '../users/user.js';
import { UserRepository } from '../users/user.repository.js';
import { permittedActions } from './permitted-actions.js';
import { SessionStore, type LiveSession } from './session-store.js';
import type { OwnMunicipalityView, SessionUserView, SessionView } from './session.view.js';

/** Says who is signed in and what they may do. */
@Injectable()
export class SessionAnswers {
  constructor(
    private readonly municipalities: MunicipalityNames,
    private readonly users: UserRepository,
    private readonly sessions: SessionStore,
  ) {}

  nobody(): SessionView {
    return {
      user: null,
      role: null,
      alsoActsAs: [],
      municipality: null,
      permittedActions: [],
      secondFactor: null,
      restricted: false,
      csrfToken: null,
    };
  }

  /** The session as the browser now holds it. */
  async of(session: LiveSession, language: Language): Promise<SessionView> {
    const actor = actorOf(session.user, 'session');
    return {
      ...(await this.base(actor, language)),
      user: userView(actor, session.user.isSample),
      permittedActions: session.restricted ? [] : permittedActions(actor),
      secondFactor: session.secondFactor,
      restricted: session.restricted,
      csrfToken: session.csrfToken,
    };
  }

  /** The session that has just been opened or rotated, found by its new token. */
  async byToken(token: string, language: Language): Promise<SessionView> {
    const session = await this.sessions.find(token);
    return session === undefined ? this.nobody() : this.of(session, language);
  }

  /** What a program with a token learns about itself. */
  async ofProgram(actor: Actor, language: Language): Promise<SessionView> {
    const user = await this.users.byId(actor.userId);
    return {
      ...(await this.base(actor, language)),
      user: userView(actor, user?.isSample === true),
      permittedActions: permittedActions(actor),
      secondFactor: null,
      restricted: false,
      csrfToken: null,
    };
  }

  /** The municipality of the code with its name in the language. */
  async municipality(atvk: string | null, language: Language): Promise<OwnMunicipalityView | null> {
    if (atvk === null) return null;
    const name = await this.municipalities.of(atvk);
    return { atvk, name: name === undefined ? atvk : inLanguage(name, language) };
  }

  private async base(actor: Actor, language: Language) {
    return {
      role: actor.role,
      alsoActsAs: actor.alsoActsAs ?? [],
      municipality: await this.municipality(actor.municipality, language),
    };
  }
}

function userView(actor: Actor, isSample: boolean): SessionUserView {
  const { userId, email, name, role, modules } = actor;
  return { id: userId, email, name, role, modules, isSample };
}

import * as v from 'valibot';
import { participantId, sessionId } from '../../functions/domain/ids.ts';

/* Ids of a test's own making, as the domain reads them. */

export const aParticipantId = (id: string) => v.parse(participantId, id);
export const aSessionId = (id: string) => v.parse(sessionId, id);

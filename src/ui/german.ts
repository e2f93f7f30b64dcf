import type { Words } from './words.ts';

const NEW_PASS = 'Einen neuen Pass ausstellen.';

/** The German words. Letters are spelt as in DIN 5009:2022. Grade: chosen. */
export const german: Words = {
  locale: 'de',
  states: {
    oneTimeUsed: { title: 'Verbraucht', sentence: 'Dieser Einmalpass ist schon benutzt worden.', remedy: NEW_PASS },
    expired: { title: 'Abgelaufen', sentence: 'Die Zeit dieses Passes ist um.', remedy: NEW_PASS },
    locked: {
      title: 'Gesperrt',
      sentence: 'Zu oft wurde ein falscher Code eingegeben; der Pass bleibt gesperrt.',
      remedy: NEW_PASS,
    },
    policyDisabled: {
      title: 'Blockiert: Richtlinie aus',
      sentence: 'Die Richtlinie für befristete Zugriffspässe ist ausgeschaltet, also gilt kein Pass.',
      remedy: 'Die Richtlinie einschalten.',
    },
    outOfScope: {
      title: 'Blockiert: nicht erfasst',
      sentence: 'Die Richtlinie erfasst diese Person nicht.',
      remedy: 'Die Person oder eine ihrer Gruppen in die Richtlinie aufnehmen und nach einem Ausschluss suchen.',
    },
    oneTimeOnly: {
      title: 'Blockiert: nur einmalig',
      sentence: 'Die Richtlinie erlaubt nur Einmalpässe, und dieser gilt mehrmals.',
      remedy: 'In der Richtlinie mehrfache Nutzung erlauben oder einen Einmalpass ausstellen.',
    },
    notYetValid: {
      title: 'Noch nicht gültig',
      sentence: 'Die Zeit dieses Passes hat noch nicht begonnen.',
      remedy: 'Warten, bis sie beginnt.',
    },
    usable: { title: 'Gültig', sentence: 'Der Code gilt jetzt.', remedy: 'Es ist nichts zu tun.' },
  },
  begins: 'Er gilt ab {time}; bis dahin noch {duration}.',
  ends: 'Wie die Dinge stehen, bleibt das so bis {time}, noch {duration}. Danach: {title}.',
  spelling: {
    capital: 'großes {letter} wie {word}',
    small: 'kleines {letter} wie {word}',
    letters:
      'Aachen Berlin Chemnitz Düsseldorf Essen Frankfurt Goslar Hamburg Ingelheim Jena Köln Leipzig München Nürnberg Offenbach ' +
      'Potsdam Quickborn Rostock Salzwedel Tübingen Unna Völklingen Wuppertal Xanten Ypsilon Zwickau',
    digits: 'null eins zwei drei vier fünf sechs sieben acht neun',
    symbols:
      'Ausrufezeichen,Anführungszeichen,Raute,Dollarzeichen,Prozentzeichen,Und-Zeichen,Apostroph,Klammer auf,Klammer zu,' +
      'Stern,Plus,Komma,Bindestrich,Punkt,Schrägstrich,Doppelpunkt,Strichpunkt,Kleiner-Zeichen,Gleichheitszeichen,' +
      'Größer-Zeichen,Fragezeichen,At-Zeichen,eckige Klammer auf,umgekehrter Schrägstrich,eckige Klammer zu,Zirkumflex,' +
      'Unterstrich,Gravis,geschweifte Klammer auf,senkrechter Strich,geschweifte Klammer zu,Tilde',
    lookAlike: '{name}, nicht {others}',
  },
  timeline: {
    title: 'Das Leben dieses Passes',
    change: 'Ab {time}: {title}.',
    now: 'jetzt',
    present: 'Jetzt, {time}: {title}.',
  },
};

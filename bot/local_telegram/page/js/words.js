/* What the page itself says. (What people and the bot say comes from the server.) */

const NB = "\u00a0"; // before a colon
const FINE = "\u202f"; // before ; ! ? and inside « »

export const words = {
  // bar
  reconnecting: "Reconnexion… Tout reprendra là où vous en étiez.",
  shown: "Qui est montré",
  shownHint: "Chaque personne a son téléphone. Cochez celles que vous voulez voir.",
  people: "Personnes",
  groups: "Groupes",
  drawer: "Ce qui part vers Telegram",
  addPerson: "Ajouter une personne",
  firstName: "Prénom",
  add: "Ajouter",
  clock: "Horloge de la démonstration",
  plusHour: `+1${NB}h`,
  tomorrow: `Demain 8${NB}h`,
  next: "Jusqu’au prochain rappel",
  noNext: "Aucun rappel n’est prévu pour le moment.",
  cannotNext: "Aucun bot n’a dit au serveur quand est son prochain rappel.",
  shortcuts: "Alt + 1, 2, 3… va d’un téléphone à l’autre. Dans une conversation, les flèches passent d’un message à l’autre, Entrée ouvre ses actions.",
  nobody: "Personne n’est montré. Choisissez quelqu’un dans «" + FINE + "Personnes" + FINE + "».",
  // panes
  phoneOf: (name) => `Téléphone de ${name}`,
  groupPane: (title) => `Groupe ${title}`,
  seenBy: "Vous êtes",
  members: (count) => `${count} membre${count > 1 ? "s" : ""}`,
  chats: "Conversations",
  messages: "Messages",
  unread: (count) => `${count} non lu${count > 1 ? "s" : ""}`,
  personMenu: "Options",
  hide: "Masquer ce téléphone",
  block: "Bloquer le bot",
  unblock: "Débloquer le bot",
  blocked: "Vous avez bloqué ce bot.",
  noBot: "Aucun bot n’est encore connecté au serveur.",
  leave: "Quitter le groupe",
  outside: "Vous n’êtes plus dans ce groupe.",
  rejoin: "Rejoindre",
  start: "Démarrer",
  typing: "écrit…",
  sending: "envoie un fichier…",
  bot: "bot",
  newMessages: "Aller aux derniers messages",
  emptyChat: "Rien encore. Le premier message est pour vous.",
  // messages
  edited: "modifié",
  silent: "sans son",
  forwardedFrom: (name) => `Transféré de ${name}`,
  via: (name) => `via ${name}`,
  actions: "Actions sur ce message",
  reply: "Répondre",
  edit: "Modifier",
  forward: "Transférer…",
  forwardTo: "Transférer vers",
  thumb: "Réagir d’un pouce levé",
  unthumb: "Retirer le pouce levé",
  copyText: "Copier le texte",
  remove: "Supprimer",
  spoiler: "Texte masqué, afficher",
  more: "Lire la suite",
  less: "Replier",
  openLink: "lien",
  shareIn: "partager dans une conversation",
  copies: "copier",
  opensApp: "ouvre une application",
  copied: "Copié.",
  notPlayed: "Ce genre de bouton n’est pas joué dans la démonstration.",
  outsideLink: (url) => `Telegram ouvrirait ici ${url}`,
  // media
  photo: "Photo",
  document: "Document",
  download: (name) => `Télécharger ${name}`,
  voice: "Message vocal",
  video: "Vidéo",
  audio: "Son",
  animation: "Animation",
  sticker: "Autocollant",
  location: "Position",
  map: "Voir sur OpenStreetMap",
  contact: "Contact",
  poll: "Sondage",
  anonymousPoll: "Sondage anonyme",
  closedPoll: "Sondage terminé",
  votes: (count) => (count === 0 ? "aucune voix" : `${count} voix`),
  // composer
  write: "Message",
  writeTo: (title) => `Écrire à ${title}`,
  send: "Envoyer",
  attach: "Joindre",
  commands: "Commandes du bot",
  replyKeyboard: "Clavier de réponses",
  replyingTo: (name) => `Réponse à ${name}`,
  editing: "Modification",
  cancel: "Annuler",
  attachPhoto: "Photo…",
  attachSample: "Photo d’exemple",
  attachDocument: "Document…",
  attachLocation: "Position…",
  attachContact: "Mon contact",
  attachVoice: "Message vocal",
  whichPlace: "Où êtes-vous" + FINE + "?",
  chooseChat: "Dans quelle conversation" + FINE + "?",
  results: "Propositions du bot",
  noResults: "Le bot n’a rien proposé.",
  // notices
  ok: "OK",
  refused: (reason) => `Telegram refuse${NB}: ${reason}`,
  unreachable: "Le serveur ne répond pas. Rien n’a été envoyé.",
  tooLarge: `Ce fichier dépasse 50${NB}Mo.`,
  // drawer
  close: "Fermer",
  ofWhom: "À qui",
  everyone: "Tout le monde",
  noCalls: "Le bot n’a encore rien envoyé.",
  noCallsTo: "Rien n’est parti de ce côté.",
  callsHint: "Chaque ligne est un appel du bot à l’API de Telegram, le plus récent en haut.",
  ms: (value) => `${value < 10 ? value.toFixed(1).replace(".", ",") : Math.round(value)}${NB}ms`,
  network: "Réseau",
  networkHint: "Pour voir le bot tenir quand Telegram va mal. Tout est calme au départ.",
  latency: "Lenteur du réseau",
  latencies: [
    ["aucune", [0, 0]],
    [`normale, 80 à 150${NB}ms`, [80, 150]],
    [`mauvaise, 0,3 à 0,8${NB}s`, [300, 800]],
    [`très mauvaise, 2${NB}s`, [2000, 2000]],
  ],
  otherLatency: (low, high) => `${low} à ${high}${NB}ms`,
  faults: [
    [`Telegram en panne (502) pendant 30${NB}s`, { kind: "bad_gateway", seconds: 30 }],
    [`Trop de messages (429), trois fois`, { kind: "too_many_requests", count: 3, retry_after: 2, except: ["getUpdates"] }],
    [`Fait, mais la réponse se perd, une fois`, { kind: "reset_after", count: 1, except: ["getUpdates"] }],
    [`Une coupure sur deux pendant 30${NB}s`, { kind: "reset_before", probability: 0.5, seconds: 30 }],
  ],
  faultsOn: (count) => `${count} panne${count > 1 ? "s" : ""} en cours`,
  calm: "Tout remettre au calme",
};

/** Invented places that a person can send. */
export const places = [
  { title: "Mairie de Limours", latitude: 48.6459, longitude: 2.0773 },
  { title: "Gare de Dourdan", latitude: 48.5336, longitude: 2.0106 },
  { title: "Étampes, centre", latitude: 48.4346, longitude: 2.1619 },
  { title: "Évry-Courcouronnes, place", latitude: 48.6298, longitude: 2.4417 },
];

/** What a service message says in French; the server's own English sentence where nothing is known. */
export function service(message) {
  const who = message.from?.name ?? "";
  const said = {
    new_chat_members: "De nouvelles personnes sont dans le groupe.",
    left_chat_member: "Quelqu’un a quitté le groupe.",
    pinned_message: `${who} a épinglé un message.`,
    new_chat_title: `${who} a renommé le groupe.`,
    group_chat_created: `${who} a créé le groupe.`,
    supergroup_chat_created: `${who} a créé le groupe.`,
    migrate_to_chat_id: "Le groupe est devenu un supergroupe.",
    migrate_from_chat_id: "Le groupe est devenu un supergroupe.",
  };
  const [, added] = / added (.+)$/.exec(message.text ?? "") ?? [];
  if (added && message.service === "new_chat_members") return added === who ? `${who} rejoint le groupe.` : `${who} a ajouté ${added}.`;
  const [, gone] = /^(.+) left$/.exec(message.text ?? "") ?? [];
  if (gone && message.service === "left_chat_member") return `${gone} n’est plus dans le groupe.`;
  return said[message.service] ?? message.text ?? "";
}

/** «2,4 Ko» */
export function size(bytes) {
  if (bytes === null || bytes === undefined) return "";
  const [value, unit] = bytes < 1000 ? [bytes, "o"] : bytes < 1e6 ? [bytes / 1e3, "Ko"] : [bytes / 1e6, "Mo"];
  return `${value.toLocaleString("fr-FR", { maximumFractionDigits: value < 10 && unit !== "o" ? 1 : 0 })}${NB}${unit}`;
}

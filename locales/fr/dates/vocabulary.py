"""Families of words around dates and hours, folded (no accents, lower case)."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Kinds of streets and places that carry a house number, or a date as their name.
STREETS = _words(
    """
    allee allees arret av ave avenue bd bis bld blvd boulevard caserne ch chemin cite college cours ecole
    esplanade faubourg fbg gare grand grande gymnase hameau imp impasse lieu lotissement lycee mail metro
    parc parking passage pl place pont quai r residence rond route rte rue ruelle salle sente sentier square
    stade station ter venelle villa voie za zac zi
    """
)

# What people count on a site: a number before one of these is no day.
QUANTITIES = _words(
    """
    ado ados adulte adultes ami amie amies amis an annee annees ans apprenti apprentis ardoise ardoises
    artisan artisans autre autres bache baches bar benevole benevoles benne bennes bidon bidons biere bieres
    blouses bonnes bons botte bottes bottines bras brique briques brouette brouettes cafe cafes camion
    camions carre carreau carreaux carres carton cartons casque casques chaise chaises chambre chambres
    chaussures chevron chevrons chose choses cl cloison cloisons cm coach coachs copain copains costaud
    costauds couche couches cube cubes dalle dalles dates debutant debutants degre degres devis dm echelle
    echelles encadrant encadrants enfant enfants entraidant entraidants equipe equipes etage etages etai
    etais eur euro euros famille familles femme femmes fenetre fenetres fois foyer foyers g gant gants gars
    gens grandes grands gros grosses groupe groupes h helper helpers heure heures homme hommes inscrit
    inscrits jour jours kg kilo kilos km kw kwc kwh l lame lames lit litre litres lits logement logements
    lot lots lunettes m m2 m3 macon macons main mains maison maisons marche marches marteau marteaux masque
    masques mcube mec mecs membre membres menage menages message messages metre metres min mineur mineurs
    minots minute minutes ml mm mn mois montant montants mur murs niveau niveaux nouveaux nouvelles nuit
    nuits ok outil outils ouvrier ouvriers paire paires palette palettes panneau panneaux parpaing parpaings
    participant participants pas pelle pelles perceuse perceuses pers personne personnes petites petits
    photo photos piece pieces pizza pizzas place places planche planches plaque plaques point points porte
    portes pot poteau poteaux pots pour-cent poutre poutres prise prises question questions radiateur
    radiateurs rail rails remorque remorques repas robinet robinets rouleau rouleaux sac sacs seau seaux
    seconde secondes semaine semaines serre-joint spot spots stagiaire stagiaires t table tables tonne
    tonnes tournevis trou trous tube tubes tuile tuiles tuyau tuyaux v velux vieilles vieux vis visseuse
    visseuses voisin voisine voisines voisins voiture voitures volontaire volontaires volts w wc
    """
)

# Words after which a number is a name: «lot 3», «n° 12».
NUMBERED = _words(
    """
    echelle section parcelle facture ref reference dossier chapitre
    appartement appt article bat batiment bus cd classe code cp digicode etage f ligne lot n niveau no num
    numero page phase piece pointure porte rn t taille
    """
)

# «bonne journée», «belle soirée».
GREETINGS = _words(
    """
    agreable bel belle bon bonne bonnes douce excellent excellente joyeuse joyeux super tres
    """
)

# Words that make the hour after them a duration.
DURING = _words(
    """
    chaque compte compter comptez comptons
    durant dure duree durer durera max maximum minimum moins pendant plus plusieurs
    prevoir prevoyez quelques sous
    """
)

# Words that may follow «9h de» without making it a duration.
NOT_OF_DURATION = _words(
    """
    abord bonne chez habitude l la pref preference
    """
)

# Words that may follow «samedi 14» without being counted.
CALM = _words(
    """
    a aidez apres atelier au aux avant avec avenue besoin besoins c ca car cela chantier chez compris d dans
    de des dispo du elle elles en entre est et etait gros il ils inclus isolation j je jusqu jusque la le
    les mais mars merci mes midi moins nos nous ok on ou par pas place plus plusieurs pour prochain
    prochains puis quand que qui rdv rendez-vous rue sans sauf sera serait ses si stp sur svp toiture tous
    toutes travaux venez vers vos vous
    """
)

# Words after which a number reads as a house number.
HOUSE_STREETS = _words(
    """
    allee av avenue bd bis boulevard chemin cours impasse place quai route rue square ter
    """
)

# Words that make an hour a meal's or a welcome's, not the work's.
MEALS = _words(
    """
    accueil aperitif apero barbecue bbq buffet cafe casse-croute croissants dejeune dejeuner dejeuners
    dejeunons diner dinera gouter mange mangeons manger mangera pause petit-dej picnic pique-nique pizza
    pizzas repas soupe
    """
)

# Words that keep a date and its hours together.
SOFT = _words(
    """
    bien alors encore plutot soit duree dure durant
    a ainsi au aux c ce commence commencera compris compter d dans date de debut demarrage depart des du en
    entre est fin h heure heures horaire horaires inclus jour jours jusqu jusque l la le les partir pendant
    pour rdv rendez-vous sera sur toute tte vers voir
    """
)

# Real words, or names, that lie one slip away from a word of dates.
NOT_TYPOS = _words(
    """
    amedi avril avrils demaine demains demande demandes demi demis dimanches ferrier hardi janvry jeudy
    jouer jouet juillette lundy mardy maudit merci merdre octopus samedy sampedi vendra vendre vendu vendue
    vendus
    """
)

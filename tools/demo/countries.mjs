// People and places of the demo's orders. Towns and postcodes belong together; people and house numbers are made up.

const split = (text) => text.split(';').map((each) => each.trim());
/** `postcode town` or `postcode town / region`, separated by semicolons; `|` where the postcode itself has a blank. */
const towns = (text) =>
  split(text).map((each) => {
    const [place, region] = each.split(' / ');
    const [postcode, city] = place.includes('|')
      ? place.split('|')
      : [place.split(' ')[0], place.split(' ').slice(1).join(' ')];
    return { postcode, city, ...(region === undefined ? {} : { region }) };
  });

/** House number behind the street, or before it. */
const behind = (street, number) => `${street} ${number}`;
const before = (street, number) => `${number} ${street}`;

/** Telephone numbers that authorities keep for films and examples. */
const phones = { DE: '+49 30 23125 1', GB: '+44 20 7946 09', US: '+1 212 555 01' };

/** Share of the orders, how an address is written, who lives there. */
export const countries = {
  DE: {
    share: 44,
    line: behind,
    phone: phones.DE,
    first: split(
      'Anna; Jonas; Lena; Maximilian; Sophie; Jürgen; Käthe; Björn; Mareike; Günther; Annika; Sören; Birgit; Tobias; Ayşe; Mehmet; Heike; Dörte; Matthias; Frauke',
    ),
    last: split(
      'Müller; Schäfer; Größmann; Köhler; Weiß; Jäger; Krüger; Böhm; Öztürk; Lindner; Brandt; Schröder; Förster; Hübner; Seidel; Vogt; Kühn; Winkler; Yıldız; Thomsen',
    ),
    streets: split(
      'Bahnhofstraße; Gartenweg; Schillerstraße; Am Mühlbach; Lindenallee; Königstraße; Goethestraße; Kirchgasse; Höhenweg; Brückenstraße; An der Alster; Weststraße; Blücherplatz; Rosenstraße',
    ),
    towns: towns(
      '10243 Berlin; 20095 Hamburg; 80331 München; 50667 Köln; 70173 Stuttgart; 01067 Dresden; 90402 Nürnberg; 97070 Würzburg; 33098 Paderborn; 48143 Münster; 89073 Ulm; 24103 Kiel; 99084 Erfurt; 79098 Freiburg im Breisgau; 18055 Rostock; 28195 Bremen; 40213 Düsseldorf; 38100 Braunschweig; 23552 Lübeck; 72070 Tübingen; 04109 Leipzig; 37073 Göttingen',
    ),
    companies: split(
      'Café Zuckersüß; Hofladen Grünwald GmbH; Praxis Dr. Böhm; Kita Löwenzahn e. V.; Schreinerei Jäger & Söhne; Büro Nordlicht GmbH',
    ),
    second: split('Hinterhaus, 2. OG; c/o Lindner; Aufgang B; Etage 3'),
  },
  AT: {
    share: 9,
    line: behind,
    first: split('Lukas; Magdalena; Florian; Theresa; Franz; Elisabeth; Gregor; Stefanie'),
    last: split('Gruber; Hofer; Steiner; Pichler; Grünbauer; Wögerer; Höller; Kössler'),
    streets: split('Mariahilfer Straße; Landstraße; Annenstraße; Getreidegasse; Museumstraße; Dorfplatz; Am Grünanger'),
    towns: towns(
      '1060 Wien; 8010 Graz; 4020 Linz; 5020 Salzburg; 6020 Innsbruck; 9020 Klagenfurt am Wörthersee; 6900 Bregenz; 3100 St. Pölten; 2460 Bruck an der Leitha',
    ),
    companies: split('Bäckerei Höller; Gasthaus zum Rössl; Buchhandlung Pichler OG'),
    second: split('Stiege 2, Tür 14; Top 7; 1. Stock'),
  },
  CH: {
    share: 8,
    line: behind,
    first: split('Reto; Ursina; Beat; Céline; Andri; Noëmi; Luca; Fabienne'),
    last: split('Brunner; Zürcher; Gerber; Rüegg; Aebischer; Favre; Bächtold; Caduff'),
    streets: split('Seestrasse; Zürichbergstrasse; Marktgasse; Rue du Lac; Via Nassa; Oberdorfstrasse; Rämistrasse'),
    towns: towns(
      '8001 Zürich; 3011 Bern; 4051 Basel; 1204 Genève; 1003 Lausanne; 6003 Luzern; 9000 St. Gallen; 7000 Chur; 6900 Lugano; 2000 Neuchâtel; 2502 Biel/Bienne',
    ),
    companies: split('Käserei Aebischer AG; Atelier Rüegg; Hotel Piz Mezdì'),
    second: split('Postfach 12; 3. Etage'),
  },
  FR: {
    share: 7,
    line: before,
    first: split('Chloé; Théo; Hélène; François; Maëlle; Benoît; Zoé; Étienne'),
    last: split('Lefèvre; Bérard; Garçon; Dubois; Étienne; Moreau; Noël; Lemaître'),
    streets: split(
      'rue de la République; avenue Gambetta; rue du Château; boulevard Voltaire; impasse des Tilleuls; place du Marché; rue de l’Église',
    ),
    towns: towns(
      '75011 Paris; 69002 Lyon; 13001 Marseille; 67000 Strasbourg; 31000 Toulouse; 44000 Nantes; 35000 Rennes; 38000 Grenoble; 21000 Dijon; 42000 Saint-Étienne; 62100 Calais',
    ),
    companies: split('Librairie des Écoles; Boulangerie Noël et Fils'),
    second: split('Bâtiment C, 4e étage; Résidence Les Chênes; Appartement 12'),
  },
  NL: {
    share: 6,
    line: behind,
    first: split('Sanne; Daan; Lotte; Thijs; Noor; Joost; Zoë; Maarten'),
    last: split('de Vries; van den Berg; Jansen; Bakker; van Dijk; Koster; Cornelissen; ’t Hart'),
    streets: split(
      'Keizersgracht; Dorpsstraat; Nieuwe Binnenweg; Lange Poten; Kerkstraat; Vredenburg; Sint Jacobsstraat',
    ),
    towns: towns(
      '1015 CJ|Amsterdam; 3012 GA|Rotterdam; 2511 BT|Den Haag; 3511 BA|Utrecht; 9711 LM|Groningen; 6511 PS|Nijmegen; 6211 CE|Maastricht; 5611 EM|Eindhoven; 8011 PK|Zwolle',
    ),
    companies: split('Fietsenwinkel De Brug; Studio Koster B.V.'),
    second: split('bis A; 2 hoog; t.a.v. magazijn'),
  },
  PL: {
    share: 6,
    line: behind,
    first: split('Łukasz; Małgorzata; Paweł; Agnieszka; Żaneta; Michał; Zofia; Grażyna'),
    last: split('Wiśniewska; Kowalczyk; Zieliński; Wójcik; Dąbrowska; Łęcki; Błaszczyk; Źródlak'),
    streets: split(
      'ul. Długa; ul. Świętojańska; ul. Piłsudskiego; al. Niepodległości; ul. Łąkowa; ul. Żeromskiego; ul. Krótka',
    ),
    towns: towns(
      '00-238 Warszawa; 31-021 Kraków; 80-831 Gdańsk; 50-101 Wrocław; 61-772 Poznań; 90-001 Łódź; 35-064 Rzeszów; 81-372 Gdynia; 10-117 Olsztyn; 25-519 Kielce; 87-100 Toruń',
    ),
    companies: split('Księgarnia Pod Orłem; Zakład Stolarski Wójcik'),
    second: split('m. 14; lok. 3; klatka B'),
  },
  ES: {
    share: 5,
    line: behind,
    first: split('Lucía; Íñigo; María; Jesús; Begoña; Andrés; Núria; Ángel'),
    last: split('García Núñez; Muñoz; Ibáñez Peña; Fernández; Güell; Ordóñez; Sánchez; Castaño'),
    streets: split(
      'Calle Mayor; Calle de Alcalá; Avenida de la Constitución; Plaza de España; Carrer de la Marina; Paseo de Begoña; Rúa do Vilar',
    ),
    towns: towns(
      '28013 Madrid / Madrid; 08013 Barcelona / Barcelona; 41001 Sevilla / Sevilla; 46002 València / València; 48001 Bilbao / Bizkaia; 33201 Gijón / Asturias; 15705 Santiago de Compostela / A Coruña; 14003 Córdoba / Córdoba; 24001 León / León; 26001 Logroño / La Rioja',
    ),
    companies: split('Panadería La Cañada; Taller Ordóñez S. L.'),
    second: split('3.º B; Esc. izda., 2.º; Bajo dcha.'),
  },
  IT: {
    share: 4,
    line: behind,
    first: split('Giulia; Niccolò; Chiara; Matteo; Noemi; Tommaso; Elena; Andrea'),
    last: split('Rossi; Bianchi; Fabbri; D’Angelo; Niccolai; Marchetti; Però; Costa'),
    streets: split(
      'Via Garibaldi; Via Roma; Corso Vittorio Emanuele II; Piazza del Popolo; Viale della Libertà; Via dei Caduti',
    ),
    towns: towns(
      '20121 Milano / MI; 00186 Roma / RM; 10121 Torino / TO; 50123 Firenze / FI; 40121 Bologna / BO; 80132 Napoli / NA; 39100 Bolzano / BZ; 47521 Forlì-Cesena / FC; 16121 Genova / GE',
    ),
    companies: split('Enoteca Marchetti; Studio D’Angelo S.r.l.'),
    second: split('Scala A, int. 5; Piano 2'),
  },
  GB: {
    share: 4,
    line: before,
    phone: phones.GB,
    first: split('Olivia; Callum; Siân; Harry; Zoë; Rhys; Imogen; Fergus'),
    last: split('Hughes; Ó Ceallaigh; Baxter; MacLeod; Whitaker; Okafor; Singh; Lloyd'),
    streets: split('Mill Lane; High Street; Station Road; Queen’s Crescent; Church Hill; Victoria Terrace'),
    towns: towns(
      'SE15 4QL|London; EH1 1YZ|Edinburgh; M1 1AE|Manchester; CF10 1EP|Cardiff; BS1 4DJ|Bristol; LS1 4AP|Leeds; YO1 7HH|York; BT1 5GS|Belfast',
    ),
    companies: split('The Corner Bookshop; Baxter & Lloyd Ltd'),
    second: split('Flat 4; Unit 12; First floor'),
  },
  US: {
    share: 4,
    line: before,
    phone: phones.US,
    first: split('Emily; José; Mason; Aaliyah; Noah; Grace; Diego; Hannah'),
    last: split('Johnson; Ramírez; Nguyen; Walker; Schmidt; O’Neill; Carter; Kowalski'),
    streets: split(
      'Elm Street; Maple Avenue; Lake Shore Drive; NE Alberta Street; Peachtree Street; Canyon Road; 5th Avenue',
    ),
    towns: towns(
      '10011 New York / NY; 60611 Chicago / IL; 97211 Portland / OR; 30309 Atlanta / GA; 87501 Santa Fe / NM; 98101 Seattle / WA; 78701 Austin / TX; 02108 Boston / MA; 94110 San Francisco / CA',
    ),
    companies: split('Northside Coffee Roasters; Canyon Road Gallery LLC'),
    second: split('Apt 5C; Suite 210; Unit B'),
  },
  BE: {
    share: 2,
    line: behind,
    first: split('Margaux; Pieter; Aurélie; Wout'),
    last: split('Peeters; Vandenbroucke; Lambert; Dehaène'),
    streets: split('Rue Haute; Meir; Kouter; Rue de l’Étuve'),
    towns: towns('1000 Bruxelles; 2000 Antwerpen; 9000 Gent; 4000 Liège; 8000 Brugge'),
    companies: split('Chocolaterie Dehaène'),
    second: split('bus 3; boîte 12'),
  },
  DK: {
    share: 1,
    line: behind,
    first: split('Søren; Åse; Mikkel; Kirstine'),
    last: split('Sørensen; Nygård; Møller; Bæk'),
    streets: split('Nørregade; Åboulevarden; Strandvejen'),
    towns: towns('1165 København K; 8000 Aarhus C; 5000 Odense C; 9000 Aalborg'),
    companies: split('Møller & Bæk ApS'),
    second: split('3. tv.; st. th.'),
  },
  SE: {
    share: 1,
    line: behind,
    first: split('Åsa; Björn; Elin; Göran'),
    last: split('Åkesson; Lindström; Öberg; Sjögren'),
    streets: split('Drottninggatan; Storgatan; Södra Vägen'),
    towns: towns('111 51|Stockholm; 411 06|Göteborg; 211 34|Malmö; 753 20|Uppsala; 901 73|Umeå'),
    companies: split('Bokhandeln Öberg AB'),
    second: split('lgh 1203'),
  },
  CZ: {
    share: 1,
    line: behind,
    first: split('Jiří; Věra; Ondřej; Zdeňka'),
    last: split('Dvořák; Nováková; Řezníček; Šťastná'),
    streets: split('Dlouhá; Náměstí Míru; Křižíkova'),
    towns: towns('110 00|Praha 1; 602 00|Brno; 301 00|Plzeň; 779 00|Olomouc'),
    companies: split('Knihkupectví U Věže'),
    second: split('2. patro'),
  },
};

/** Gift messages in the giver's words, by language. */
export const giftWords = {
  de: [
    'Alles Gute zum Geburtstag, liebe Anna! Deine Mädels aus dem Büro',
    'Für die neue Küche. Wir freuen uns auf den ersten Kaffee bei euch!',
    'Danke für alles, Mama. Herzliche Grüße aus Köln',
    'Frohe Weihnachten wünschen Opa Günther und Oma Käthe',
  ],
  fr: ['Joyeux anniversaire, ma chérie ! On pense très fort à toi.', 'Bonne fête, papa. À très vite !'],
  es: ['¡Feliz cumpleaños, Íñigo! Un abrazo muy fuerte de todos.', 'Para la casa nueva. ¡Enhorabuena!'],
  pl: ['Wszystkiego najlepszego z okazji ślubu! Ściskamy, Łukasz i Żaneta'],
  it: ['Tanti auguri, nonna! Un bacio grande da tutti noi.'],
  nl: ['Van harte gefeliciteerd! Liefs van Sanne en Joost'],
  en: ['Happy birthday! Sorry we can’t be there. Love, the Baxters', 'Congratulations on the new flat!'],
};

/** Language of a country's gift messages. */
export const languageOf = { DE: 'de', AT: 'de', CH: 'de', FR: 'fr', BE: 'fr', ES: 'es', PL: 'pl', IT: 'it', NL: 'nl' };

#include "sys/text.h"
#include "notice/prohibited_inside.h"

#define WORDS(name) static const char *const name[]

/* ---- Dutch */
WORDS(nl_report) = {"u heeft|hebt ~ aangifte gedaan", "je|jij hebt ~ aangifte gedaan",
        "aangifte is ~ gedaan|opgenomen|ontvangen|binnen|geregistreerd|ingediend|verwerkt",
        "aangifte werd ~ gedaan|opgenomen", "dit is uw|je|jouw|de|een aangifte",
        "papier|print|bon|brief is uw|je|jouw|de|een aangifte", "bewijs van aangifte", "bedankt|dank voor ~ aangifte",
        "hiermee heeft|heb|hebt|doet ~ aangifte", "wij|we hebben ~ aangifte opgenomen|ontvangen", NULL};
WORDS(nl_farewell) = {"tot ziens", "fijne|prettige|leuke|mooie dag", "prettig|fijn weekend", "fijne|prettige avond",
        "tot de volgende keer", "tot gauw", "doei", "goedendag", NULL};
WORDS(nl_blame) = {"eigen schuld", "uw|jouw|je schuld", "eigen fout", "zelf uitgelokt", "u|je had ~ moeten|kunnen",
        "had u|je ~ maar|beter", "waarom ging|deed|liet|bleef|droeg|dronk u|je|jij",
        "waarom heeft|heb|hebt u|je|jij ~ gedaan|niet", NULL};
WORDS(nl_lifts) = {"geen", "niet", "nooit", "nog", "als", "wanneer", "nadat", "zodra", "of", "voordat", NULL};
WORDS(nl_topics) = {
        "ziek*|gewond*|pijn|medicijn*|medisch*|arts*|dokter*|zwanger*|moe|honger|dorst|eten|drinken|voelt|voel",
        "taal|nederlands|tolk*|vertaal*|vertaling*|doof|dove|doven|slechthorend*|gebaren*|horen|zien",
        "begrijp*|begrepen|snap*|duidelijk|onduidelijk|moeite|lezen|lees|schrijven|uitleg*|vraag|vragen|hulp|help*|klopt",
        "ambassade|consulaat|nationaliteit|familie*|ouder*|voogd|vader|moeder|bel|belt|bellen|bericht|contact|kind*",
        "advoca*|teken*|onderteken*|handtekening*|verklaring|antwoord*|zwijg*|brief|papier|recht|rechten|regel*",
        "blijven|langer|vast*|vrij*|weggaan|rechter*|kost|kosten|betaal*|betalen|gratis|stukken|medewerker*|jaar|jonger",
        "wilt|wil u|je|jij dit|dat|meer|niet", "mee eens", "komen praten", "met iemand praten", "u|je niet nederlander",
        NULL};
WORDS(nl_offence) = {"waarom", "gedaan|deed|deden", "gebeurd|gebeurde|overkomen",
        "gestolen|stal|stelen|gepakt|weggenomen", "geslagen|sloeg|gestoken|geschoten|bedreigd|vernield|gezien|zag",
        "waar|wie was|waren|bent|ging", "met wie was|waren|ging", "was|waart u|je|jij",
        "dader*|schuldig*|schuld|slachtoffer*|getuige*", "beken|bekent|bekennen", "mes|messen|wapen*|drugs|gedronken",
        "gepleegd|plegen|pleegde|betrokken", NULL};
WORDS(nl_telling) = {
        "geweld*|*geweld|mishandel*|slachtoffer*|stalk*|dader*|aangifte*|misbruik*|vluchten|bedreig*|huisverbod",
        "veilig thuis", "uw|je|ex partner|man|vriend|vrouw", "weg|weggaan bij", NULL};

/* ---- English */
WORDS(en_report) = {"you have|ve ~ filed|made|lodged|submitted ~ report", "you filed|made|lodged|submitted ~ report",
        "you have|ve ~ reported ~ crime|offence|theft",
        "report has been ~ filed|made|received|registered|recorded|taken", "report is filed|made|registered|recorded",
        "this is your|the ~ report", "this is a ~ police|crime report", "paper|print|letter is your|a|the ~ report",
        "proof of ~ report", "thank you|thanks for ~ report*", NULL};
WORDS(en_farewell) = {"goodbye|bye", "good bye", "have a ~ nice|good|great|lovely ~ day|evening|weekend", "nice day",
        "see you ~ soon|again|later", "take care", NULL};
WORDS(en_blame) = {"your ~ fault", "your own doing",
        "you should|could have ~ known|gone|stayed|left|told|said|done|avoided", "why did you", "why didn t you",
        "you asked for it", "you provoked", NULL};
WORDS(en_lifts) = {"not|no|never|t|if|when|once|after|whether|before|until|unless|any", NULL};
WORDS(en_topics) = {
        "ill|sick|unwell|injured|hurt|pain|medicine*|medication|medical|doctor*|pregnant|tired|hungry|eat|drink|feel",
        "language|dutch|interpreter*|translat*|deaf|hearing|hear|sign",
        "understand*|understood|clear|unclear|difficult*|hard|read*|write|explain*|question*|ask|help*|right|wrong|correct",
        "embassy|consulate|national|nationality|family|parent*|guardian|father|mother|call|tell|inform*|contact|child*",
        "lawyer*|signature|statement|answer*|silent|silence|letter|paper|rights|rule*",
        "stay|longer|detained|held|release*|leave|judge|cost*|pay*|free|documents|staff|year*|younger|age",
        "want|like this|that|more|to", "do you agree|disagree", "come ~ talk", NULL};
WORDS(en_offence) = {"why", "did you do|take|steal|hit|go|meet|use|have|know|buy|sell|threaten|break|stab",
        "you done|stolen|taken|hit|used|committed", "were you|they", "was he|she", "happen*",
        "stole|stolen|steal|weapon*|knife|drugs|alcohol|guilty|confess*|admit*|victim*|witness*",
        "commit|committed|involved|suspect you", "where|who were|was|did", "saw|seen", "tell us", "who with",
        "with whom", NULL};
WORDS(en_telling) = {"violen*|abus*|assault*|victim*|stalk*|offender*|perpetrator*|threat*|shelter*|flee|escape",
        "your|ex partner|husband|boyfriend|wife", NULL};

/* ---- German */
WORDS(de_report) = {"sie haben ~ anzeige ~ erstattet|gemacht|aufgegeben",
        "du hast ~ anzeige ~ erstattet|gemacht|aufgegeben",
        "anzeige ist|wurde ~ erstattet|aufgenommen|eingegangen|registriert|erfasst",
        "dies|das|dieses ist ihre|deine|eine anzeige", "papier|ausdruck|schreiben ist ihre|deine|eine|die anzeige",
        "danke|dank für ~ anzeige", NULL};
WORDS(de_farewell) = {"auf wiedersehen", "schönen|guten tag", "schönen abend", "schönes wochenende", "tschüss|tschüs",
        "bis bald", "alles gute", NULL};
WORDS(de_blame) = {"selbst|selber schuld", "ihre|deine ~ schuld", "eigene|eigenes|eigenen schuld|verschulden|fehler",
        "sie hätten ~ sollen|müssen|können", "hätten sie ~ nur|doch|bloß", "du hättest ~ sollen|müssen|können",
        "warum haben|sind|hast|bist|gingen sie|du", NULL};
WORDS(de_lifts) = {"nicht|kein|keine|keinen|nie|niemals|wenn|falls|nachdem|sobald|ob|bevor|noch", NULL};
WORDS(de_topics) = {
        "krank*|verletzt*|schmerzen|medikament*|medizin*|arzt*|ärzt*|schwanger*|müde|hunger|essen|trinken|fühlen|fühlst",
        "sprache*|deutsch|niederländisch*|dolmetsch*|übersetz*|gehörlos*|taub|schwerhörig*|hören|gebärden*|sprechen|sprichst",
        "verstehen|verstehst|verstanden|klar|unklar|schwer|schwierig*|lesen|schreiben|erklär*|frage|fragen|hilfe|helfen|stimmt|richtig",
        "botschaft|konsulat|staatsangehörig*|familie*|eltern|vormund|vater|mutter|anrufen|rufen|nachricht|informieren|kontakt|kind*",
        "anwalt*|anwält*|rechtsanwalt*|rechtsanwält*|unterschr*|aussage|antwort*|schweigen|brief|papier|blatt|recht|rechte|regel*",
        "bleiben|länger|fest*|frei*|gehen|richter*|kosten|kostet|zahl*|bezahl*|kostenlos|unterlagen|akten|mitarbeiter*|jahr*|jünger",
        "möchten|wollen|willst|möchtest sie|du das|dies|mehr|nicht", "einverstanden", NULL};
WORDS(de_offence) = {"warum|wieso|weshalb", "getan|gemacht|tat|taten", "passiert|geschehen|ereignet",
        "gestohlen|geschlagen|gestochen|geschossen|bedroht|zerstört|gesehen|genommen", "wo waren|warst|wart",
        "mit wem waren|warst", "waren|warst sie|du",
        "täter*|schuldig*|schuld|opfer*|zeuge*|gestehen|gestehst|geständnis",
        "waffe*|messer|drogen|getrunken|begangen|beteiligt", NULL};
WORDS(de_telling) = {"gewalt*|*gewalt|misshand*|missbrauch*|opfer*|stalk*|täter*|bedroh*|frauenhaus*|fliehen|flucht",
        "ihr|ihre|ihren|dein|ex partner|mann|freund|frau", NULL};

/* ---- French */
WORDS(fr_report) = {"vous avez ~ signalé ~ infraction|crime|vol", "déclaration de ~ infraction ~ enregistrée", NULL};
WORDS(fr_complaint) = {"vous avez ~ porté|déposé ~ plainte", "tu as ~ porté|déposé ~ plainte",
        "plainte est|a ~ enregistrée|déposée|reçue", "ceci|papier|document|imprimé est une|votre|ta|la plainte",
        "merci|remercions ~ plainte", NULL};
WORDS(fr_farewell) = {"au revoir", "bonne journée|soirée", "bon week|weekend", "à bientôt", "adieu", NULL};
WORDS(fr_blame) = {"votre|ta ~ faute", "vous auriez|pouviez ~ dû|pu", "tu aurais ~ dû|pu",
        "pourquoi avez|êtes|as|es vous|tu", "vous l avez ~ cherché", NULL};
WORDS(fr_lifts) = {"pas|jamais|aucune|aucun|si|quand|lorsque|après|dès|avant|n|ne|ni|sans", NULL};
WORDS(fr_topics) = {
        "malade*|blessé*|mal|douleur*|médicament*|médecin*|médical*|docteur|enceinte|fatigué*|faim|soif|manger|boire|sentez|sens",
        "langue|français|néerlandais*|interprète*|tradui*|traduction*|sourd*|malentendant*|entendre|entendez|parlez|parles",
        "compren*|compris*|clair*|difficile*|difficulté*|mal|lire|écrire|expli*|question*|demand*|aide*|aider|exact*|correct*",
        "ambassade|consulat|nationalité|famille*|parent*|tuteur|père|mère|appel*|prévenir|informer|contact*|enfant*",
        "avocat*|sign*|déclaration|répon*|silence|taire|lettre|papier|feuille|droit|droits|règle*",
        "rester|restez|longtemps|détenu*|retenu*|libr*|libér*|partir|juge*|coût*|coute|payer|gratuit*|pièces|documents|agent*|ans|jeune",
        "voulez|veux vous|tu cela|ceci|plus|en", "d accord", NULL};
WORDS(fr_offence) = {"pourquoi", "avez vous ~ fait|volé|frappé|pris|commis|utilisé|vu|menacé",
        "as tu ~ fait|volé|frappé|pris|commis|vu", "est il passé|arrivé", "passé|arrivé|produit",
        "volé|frappé|commis|menacé", "où étiez|étais|êtiez", "avec qui étiez|étais", "étiez vous", "étais tu",
        "coupable*|avouer|avouez|avoues|victime*|témoin*|auteur*|arme*|couteau*|drogue*|bu|impliqué*", NULL};
WORDS(fr_telling) = {"violen*|maltrait*|abus|victime*|harcèl*|harcel*|agress*|menac*|auteur*|fuir",
        "votre|ton|ex partenaire|conjoint|mari|compagnon|femme", NULL};

/* ---- Arabic */
WORDS(ar_report) = {"قدمت|قدمتم|سجلت|سجلتم ~ *بلاغ*", "تم|جري ~ تسجيل|تقديم|استلام|تلقي ~ *بلاغ*",
        "هذا|هذه|هو بلاغ|بلاغك|بلاغكم|البلاغ", "الورقة ~ بلاغ|بلاغك|بلاغا", "شكرا ~ *بلاغ*", NULL};
WORDS(ar_farewell) = {"مع السلامة", "الي اللقاء", "*وداعا", "يوم|يوما سعيد*|طيب*", "نهارك ~ سعيد|سعيدا", "طاب يومك",
        "طاب يومكم", NULL};
WORDS(ar_blame) = {
        "ذنبك|ذنبكم|خطوك|خطاك|خطؤك|غلطتك|بسببك", "كان ~ عليك ان", "كان يجب ~ ان", "لماذا ذهبت|فعلت|لم|بقيت|كنت", NULL};
WORDS(ar_lifts) = {"لم|لا|ليس|ليست|لن|غير|اذا|عندما|بعد|قبل|لو|ان|دون|بدون", NULL};
WORDS(ar_topics) = {
        "*مريض*|*جريح*|*مصاب*|*الم|*المرض|*ادوية|*دواء|*طبيب*|*طبي*|*حامل|*متعب*|*جوع|*تاكل|*تشرب|*تشعر|*شعرت",
        "*لغة*|*هولندي*|*عربي*|*مترجم*|*ترجم*|*اصم|*الصم|*سمع*|*تتحدث*|*تتكلم*",
        "*تفهم*|*فهم*|*واضح*|*صعوب*|*صعب*|*قراءة|*تقرا|*كتابة|*شرح*|*سؤال*|*سوال*|*اسئلة|*تسال*|*مساعد*|*صحيح*|*خطا",
        "*سفار*|*قنصلي*|*جنسي*|*عائل*|*اسر*|*والد*|*اهل*|*وصي*|*اب|*ام|*تتصل*|*اتصل*|*اتصال*|*نتصل*|*ابلاغ*|*اخبار*|*طفل*|*اطفال*|*تواصل*",
        "*محام*|*توقيع*|*توقع*|*اقوال*|*افادت*|*تجيب*|*اجاب*|*صمت*|*رسالة|*ورقة*|*حق*|*حقوق*|*قاعد*",
        "*تبقي*|*البقاء|*بقاء*|*محتجز*|*احتجاز*|*حجز*|*افراج*|*مغادر*|*قاض*|*تكلف*|*تكاليف*|*تدفع*|*مجان*|*وثائق*|*مستندات*|*موظف*|*عمرك|*سن*",
        "تريد|تود|ترغب ~ ذلك|هذا|المزيد", "توافق|موافق", NULL};
WORDS(ar_offence) = {"لماذا", "فعلت|ارتكبت|سرقت|ضربت|طعنت|هددت|رايت|اخذت|شاركت|شربت", "حدث|حصل|جري", "اين كنت|كنتم",
        "مع من كنت", "كنت", "*مذنب*|*تعترف*|*اعتراف*|*ضحي*|*شاهد|*سلاح*|*سكين*|*مخدر*", NULL};
WORDS(ar_telling) = {"*عنف*|*العنف|*اعتدا*|*ضحي*|*ضحايا*|*اساءة*|*تهديد*|*ملاحق*|*معتدي*|جاني|الجاني|زوجك|شريكك", NULL};

/* ---- Ukrainian */
WORDS(uk_report) = {"ви|ти ~ подали|подав|подала|зробили|написали ~ заяву",
        "заяву ~ прийнято|зареєстровано|подано|отримано", "заява ~ прийнята|зареєстрована|подана",
        "це|папір|документ ваша|твоя|є|офіційна заява|заявою", "дякуємо ~ заяву", NULL};
WORDS(uk_farewell) = {
        "до побачення", "гарного|хорошого|приємного дня|вечора", "до зустрічі", "на все добре", "бувайте", NULL};
WORDS(uk_blame) = {"ваша|твоя|власна ~ вина", "самі|сам|сама винні|винен|винна", "ви|ти винні|винен|винна",
        "вам|тобі слід|треба|потрібно було", "чому ви|ти пішли|пішов|робили|зробили|зробив|не", NULL};
WORDS(uk_lifts) = {"не|ні|ще|якщо|коли|після|щойно|чи|перш|жодної|жодну", NULL};
WORDS(uk_topics) = {
        "хвор*|захвор*|поранен*|травм*|біль|болить|боляче|лік*|медичн*|медикамент*|лікар*|вагітн*|втом*|їсти|пити|почуваєт*|почуваєш*",
        "мов*|нідерландськ*|українськ*|переклад*|глух*|чуєте|чуєш|слух*|розмовля*|говорит*",
        "розумі*|зрозумі*|незрозумі*|ясно|важко|складно|труднощ*|чита*|писати|пояс*|питан*|запит*|допомог*|допомаг*|правильн*|помилк*",
        "посольств*|консульств*|громадян*|сім*|родин*|родич*|батьк*|опікун*|мати|мам*|телефон*|дзвон*|подзвон*|зателефон*|повідом*|контакт*|зв|дит*|дітей",
        "адвокат*|підпис*|показан*|відповід*|відповіс*|мовчат*|лист|листа|папір|прав*|правил*",
        "залиш*|довше|затрим*|звільн*|піти|судд*|кошту*|платит*|плат*|безкоштовн*|документ*|матеріал*|працівник*|рок*|років",
        "хочете|хочеш цього|це|більше", "згодні|згоден|згодна", NULL};
WORDS(uk_offence) = {"чому|навіщо", "зробили|робили|зробив|зробила|робив", "сталося|трапилося|відбулося",
        "вкрали|вкрав|взяли|вдарили|погрожували|бачили|бачив|бачила", "де|ким ви|ти були|був|була",
        "були|був|була ви|ти", "винн*|винен|зізна*|жертв*|потерпіл*|свідк*|свідок",
        "збро*|ніж|ножа|наркотик*|пили|скоїли|вчинили|причетн*", NULL};
WORDS(uk_telling) = {"насил*|жертв*|постражд*|потерпіл*|кривдник*|сталк*|переслід*|погроз*|втеч*|притул*|знущан*",
        "ваш|твій|колишній партнер|чоловік", NULL};

/* ---- Polish */
WORDS(pl_report) = {"złożyli|złożył|złożyła|złożyłeś|złożyłaś ~ zawiadomieni*|doniesieni*",
        "zgłosili|zgłosił|zgłosiła|zgłosiłeś|zgłosiłaś ~ przestępstwo",
        "zawiadomienie|zgłoszenie zostało ~ przyjęte|złożone|zarejestrowane", "to jest ~ zawiadomienie|zgłoszenie",
        "dokument|papier|wydruk jest ~ zawiadomieniem|zgłoszeniem", "dziękujemy ~ zawiadomienie|zgłoszenie", NULL};
WORDS(pl_farewell) = {"do widzenia", "miłego|dobrego|udanego dnia|wieczoru|weekendu", "do zobaczenia", "żegna*", NULL};
WORDS(pl_blame) = {"pana|pani|państwa|twoja ~ wina", "własna|własnej wina|winy",
        "sam|sama|sami sobie ~ winien|winna|winni", "trzeba było",
        "dlaczego pan|pani|państwo ~ nie|poszedł|poszła|poszli|zrobił|zrobiła", "mógł|mogła pan|pani ~ uniknąć", NULL};
WORDS(pl_lifts) = {"nie|nigdy|jeśli|jeżeli|gdy|kiedy|po|czy|zanim|jeszcze|żadnego", NULL};
WORDS(pl_topics) = {
        "chor*|rann*|zranion*|ból*|boli|lek*|medycz*|lekarz*|lekarsk*|ciąży|zmęczon*|głod*|jeść|pić|czuje*|czujesz",
        "język*|niderlandzk*|holendersk*|polsk*|tłumacz*|głuch*|niesłysząc*|niedosłysząc*|słyszy|słysz*|mówi*|mówisz",
        "rozumie*|zrozumi*|niejasn*|jasn*|trudn*|czyta*|pisa*|wyjaśni*|pytan*|pyta*|zapyta*|pomoc*|pomóc|zgadza|poprawn*|błąd",
        "ambasad*|konsulat*|obywatel*|rodzin*|rodzic*|opiekun*|ojciec|matk*|mam*|zadzwoni*|dzwoni*|powiadomi*|poinformowa*|kontakt*|dzieck*|dzieci",
        "adwokat*|prawnik*|obroń*|podpis*|zeznan*|wyjaśnień|odpowi*|milcz*|list|pismo|kartk*|praw*|zasad*|reguł*",
        "zosta*|dłużej|zatrzym*|zwoln*|wyjść|odejść|sędzi*|koszt*|płac*|zapłac*|bezpłatn*|dokument*|akt|akta|pracowni*|lat|rok*",
        "chce|chcesz|chcą ~ tego|więcej|to", "zgadza*", NULL};
WORDS(pl_offence) = {"dlaczego|czemu", "zrobił*|zrobili", "stało|wydarzyło|zdarzyło",
        "ukradł*|ukradli|uderzył*|zabrał*|groził*|widział*|widzieli", "gdzie pan|pani|państwo był*|byli",
        "gdzie był*|byli", "z kim ~ był*|byli", "był|była|byli|byłeś|byłaś",
        "winn*|winien|przyzna*|ofiar*|świad*|sprawc*", "broń|broni|nóż|narkotyk*|pił|piła|popełni*|udział", NULL};
WORDS(pl_telling) = {"przemoc*|ofiar*|pokrzywdz*|sprawc*|stalk*|gróźb*|grozi*|uciec|ucieczk*|znęca*|schronis*",
        "pani|twój|były partner|mąż|chłopak", NULL};

/* ---- Turkish */
WORDS(tr_report) = {"suç duyurusunda bulundunuz|bulundun",
        "suç duyurunuz|duyurun ~ alındı|kaydedildi|alınmıştır|kaydedilmiştir", "bu ~ suç duyurusudur|duyurunuzdur",
        "ihbarda bulundunuz|bulundun", "ihbarınız ~ alındı|kaydedildi", "suç duyurunuz için", NULL};
WORDS(tr_complaint) = {"şikayette|şikâyette bulundunuz|bulundun",
        "şikayetiniz|şikâyetiniz ~ alındı|kaydedildi|alınmıştır", "bu ~ şikayetinizdir|şikâyetinizdir", NULL};
WORDS(tr_farewell) = {
        "güle güle", "hoşça kal*", "hoşçakal*", "iyi günler|akşamlar", "görüşmek üzere", "görüşürüz", NULL};
WORDS(tr_blame) = {"sizin|senin ~ suçunuz*|suçun|suçundur|hatanız*|hatan|hatandır",
        "kendi suçunuz*|suçun|hatanız*|hatan", "neden ~ yaptınız|yaptın|gittiniz|gittin|kaldınız",
        "yapmalıydınız|yapmalıydın|gitmemeliydiniz", NULL};
WORDS(tr_lifts) = {"değil*|hayır|eğer|henüz", NULL};
WORDS(tr_topics) = {"hasta*|yaralı*|ağrı*|ilac*|ilaç*|tıbbi|doktor*|hekim*|hamile*|yorgun*|aç|yemek|içmek|hissed*",
        "dil*|felemenkçe*|hollandaca*|türkçe*|tercüman*|çevir*|sağır*|işit*|duym*|konuş*",
        "anla*|açık|zor*|güçlük*|oku*|yaz*|açıkla*|soru*|sor*|yardım*|doğru*|yanlış*",
        "büyükelçili*|elçili*|konsolos*|vatandaş*|uyruk*|aile*|ebeveyn*|anne*|baba*|vasi*|ara|arar|arayın|aramak|aramamızı|arayalım|arayabil*|aranma*|haber*|bilgi*|iletişim|çocuk*",
        "avukat*|imza*|ifade*|cevap*|yanıt*|sus*|mektub*|mektup*|kağıd*|kağıt*|kâğıt*|kâğıd*|hak*|kural*",
        "kal*|uzun|gözaltı*|tutul*|serbest*|gid*|git*|hâkim*|hakim*|yargıç*|ücret*|öde*|para|bedava|belge*|görevli*|yaş*",
        "istiyor|ister ~ musunuz|misiniz|musun|misin", NULL};
WORDS(tr_offence) = {"neden|niçin|niye", "yaptınız|yaptın", "oldu|olmuştu|yaşandı",
        "çaldınız|çaldın|vurdunuz|vurdun|aldınız|gördünüz|gördün", "neredeydiniz|neredeydin|kiminleydiniz|kiminleydin",
        "suçlu*|itiraf*|mağdur*|tanık*|silah*|bıçak*|uyuşturucu*|içtiniz|işlediniz|işledin|katıldınız", NULL};
WORDS(tr_telling) = {"şiddet*|mağdur*|istismar*|tacizci|taciz|tehdit*|saldır*|fail|failin|sığınma*|sığınak*|takipçi*",
        "eşiniz|eşin|partneriniz|kocanız", NULL};

static const char *const none[] = {NULL};

const struct prohibited_words *prohibited_words(const char *lang)
{
	static const struct prohibited_words all[] = {
	        {"nl", nl_report, none, nl_farewell, nl_blame, nl_lifts, nl_topics, nl_offence, nl_telling},
	        {"en", en_report, none, en_farewell, en_blame, en_lifts, en_topics, en_offence, en_telling},
	        {"de", de_report, none, de_farewell, de_blame, de_lifts, de_topics, de_offence, de_telling},
	        {"fr", fr_report, fr_complaint, fr_farewell, fr_blame, fr_lifts, fr_topics, fr_offence, fr_telling},
	        {"ar", ar_report, none, ar_farewell, ar_blame, ar_lifts, ar_topics, ar_offence, ar_telling},
	        {"uk", uk_report, none, uk_farewell, uk_blame, uk_lifts, uk_topics, uk_offence, uk_telling},
	        {"pl", pl_report, none, pl_farewell, pl_blame, pl_lifts, pl_topics, pl_offence, pl_telling},
	        {"tr", tr_report, tr_complaint, tr_farewell, tr_blame, tr_lifts, tr_topics, tr_offence, tr_telling},
	};

	if (text_is(lang, "nl-easy"))
		lang = "nl";
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (text_is(all[i].lang, lang))
			return &all[i];
	return NULL;
}

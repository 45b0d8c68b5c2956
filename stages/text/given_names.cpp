#include "stages/text/given_names.h"

#include <algorithm>
#include <string>
#include <vector>

namespace newswired::text {
namespace {

// Lower case, sorted by bytes, blank after each.
constexpr std::string_view female_names =
    "aada aadhya aarya aasha abigail adele adelita aditi adriana adéla agnes agnieszka agustina "
    "aikaterini aino aisha aisyah aitana ajda ajla alanoud alberte aleksandra alessia alexandra "
    "alexandria alice alicja alina aline alisa alise aliya allison alma althea alysha amahle amaia amal "
    "amanda amara amaris amayra amber ambra ambre amelia amelie amelija amelja amina aminata amira amy "
    "amálie amēlija an ana anahit analilia anastasia anastasija anastasiya andrea andreea androula ane "
    "angela angeliki angelina angeline angie anita ann anna annamaria annette annie anohito antoinette "
    "antonella antônia anzu aoife april aria ariana arianna arlene armine arpi aruuke aruuzat asel "
    "asemahle ashley ashraqat asilim asiya asja asmita assia asta astrid asya audrey aumua aurora ava "
    "aviana avigail awa aya ayala ayalah ayanna ayesha aygun ayim ayla aylin ayra aysel ayzere ayşa ayşe "
    "azaria azora azra aïcha aþena baran barbara barbare barbora bayarmaa beatrice beatriz becca "
    "benedita bernadette beth betty beverly biljana billie binita bintou birgit bisera bismah bogdana "
    "boglárka bolormaa bonnie brenda bridget brittany bronwen camila camille carla carly carmen carol "
    "carolyn cassandra catalina catherine cecile cecília celeste celia celine charlene charlotte "
    "chedeline chellie chelsea cheryl chiara chloe chloé chrissy christina christine cindy claire clara "
    "claudia concepción connie cynthia dagmar daisy dalal dalila daniela danielle danna daria darija "
    "deanna deb debbie deborah debra deepika defne delfina delia denise dhia diana diane dimitra dina "
    "djeneba doha dolores donna dora doris dorothy dottie dragana dunja dārta ebba ecrin edith edna eevi "
    "eileen eisha elaine eleanor elena elene eleni elif elija elin elise elissa elizabeth elizaveta "
    "eliška ella ellen elli ellie elsa elza ema embla emelia emely emilia emilija emiliya emily emilía "
    "emine emma erica erin esma esperanza esther ethel eva evelina evelyn evie eylül fajr fanta farah "
    "farida farrah farzana fatemeh fatemeh-zahra fatima fatin fatma fatoumata felicia fernanda fiadh "
    "fiona flora florence fozia frances francesca francisca frederica freja freya frida frieda fátima "
    "gabija gabriela gabrielle galina gamalat gamila gayane gemma georgia geraldine gertrude gianna gina "
    "ginevra gita giulia gloria gogo googoosh gordana grace greta gunay gunel guðrún gwen ha-eun ha-rin "
    "ha-yoon habiba hadicha haley hana hanna hannah harper harriet haruka haruna hasmik hasnaa hatice "
    "hawa heather hedda heidi heikapu helen helena helma helmi hessa hilary hilda hillary himari hina "
    "hinano hinata hjørdis hoda hope hosna hosniya hur hussa i-chun iben ida ilhan ilse imene iminathi "
    "imogen inaya indira inge ingrid inmaculada inès ioanna irati irene irina isabel isabella isabelle "
    "isidora isla islande ivaana ivalu ivana ivy izaro i̇nci jacqueline jade jadwiga jana janelle janet "
    "janice jasmine jelena jemima jenna jennifer jenny jessica ji-a ji-an ji-woo ji-yoo jill jillian "
    "jitka jiya joan joanna joanne joni josefa josephine jouri jovana joyce juana juanita judeline "
    "judith judy julia juliana julianne julie julieta juliette julija june jutta júlia kabita kadiatou "
    "kaia kamilė karen karima karine karolína katarzyna kate katerina katherine kathleen kathryn kathy "
    "katie katla katrin katrina kavita kayla kelly kelsey khadije khawla khongordzol kiara kimberly "
    "kimberlyn kirsten kirsty klea konstantina konul kora kristen kristin kristina ksenija kyra kyriaki "
    "lael laia lakshmi lamija lamonica lana lara lateefah latifa laura laurel lauren laurie layla lea "
    "leah leandra leila lejla lena leni lenna leonor lesedi leyla li-hua lia lian lianne lidia liepa "
    "liesel lile lili lilien lilit lilja lillian lillie lilly lily lin lina linda lisa lisakhanya lise "
    "livia liz lizzie ljiljana lois loretta lori lorraine louise lovelie lovely luana lucia luciana "
    "lucija lucy lucía ludovica luknė lulwa luna lur lusine luz lydia lyn lyna lyudmila léa léna lía lív "
    "lėja ma'soumeh mabel maddi madeleine madison maeva magdalena maggie maha maia maitê maja malak "
    "malek malen malgorzata malu maneh manuela marcia marcy mareva margaret margarida margot mari maria "
    "mariam mariami marian mariana marianne mariannette marie marija marilyn marina mariya marjorie "
    "marlene marsha marta martha martina marwa mary marya maryam maryja maría matilda matilde matthildur "
    "maureen maxine maya maysoun mazie maša meera megan mehar mei mei-hui mei-ling melania melanie melba "
    "melina melinda melisa melissa mercedes meriem merjem mersana meryem mette mia michelle mila "
    "milagrosa milana mildred milena milica millie mina mio mira miriam mirjana mirlande moea moeata "
    "molly mona monica monika montserrat myra myrlande mädïna mía mónica nada nadezhda nadia nadine "
    "nahia nancy naomi nare narine natalia natalie natalija nathalie natália natálie naura naya "
    "nazanin-zahra nehir nela nellie nesreen neža nia niamh nicole niharika nika nikema nikki nikol "
    "nilay nina nisha nita nivi niviaq noemí noor nora noreen norma nouf noûr nur nuray nurul nutsa "
    "nydia odval oisha oksana oleksandra olga olivia oliwia ona oumou oyunbileg pamela panagiota "
    "paneeraq paninnguaq paraskevi pari patricia patricija patrícia patti patty paula peggy penelope "
    "petra philippa phyllis pilar pipaluk poema pola polina pooja pramila princess priscilla priya "
    "puteri rabina rachel radha radmila ramona rania raquel rashida raya rayana rebecca reem reema "
    "regina rei reina rekha remedios renata renate renee rethabile rhonda ria riko rin rita roberta "
    "robyn roghayyeh ronja rosa rosalind rose rose-merline rosemary rosette rosie rosmery roxana roxanne "
    "ruth ruòxī saar sabine sabrina safija safiya saga sahar sakeena sakineh sakura saliha sally salma "
    "salomé sama samantha samira sandra sandy sara sarah selma seo-ah seo-yun sesili sevda sevinj shahd "
    "shaikha shaimaa shams sharice sharon shayma sheila shelley sheri sherifa shirley shontel shreya "
    "shristi shu-chen shu-chuan shu-fen shu-hua shu-hui sienna sigrid silke simona siobhan sita siti "
    "snezana snežana sobia sofi sofia sofie sofija sofiya sofía soledad solomiya solveig somayyeh sonia "
    "sonya soo-ah sophia sophie stacey stella stephanie suha sumayah summer sunita susan susana susanna "
    "susannah susanne sushma susie suzan suzana suzanne svetlana sydney sylvia sára sóley sólja tamar "
    "tamara tammy tara tarana tarita tatiana tatyana teodora teresa teresita tereza terri tess tessa "
    "teura thelma theresa tiare tina titaina titaua tomyris tracey trudy tuleen uiloq ulrike uma ursula "
    "uta ute vaea valentina valeria valerie vamika vandana vanessa varvara vasiliki vasilisa venla vera "
    "veronica veronika vesna victoria viktoria viktorie viktoriya viktoría viktória viola violeta "
    "virginia vita vittoria vivian vusala vár wanda wateen wendy widelene willow wilma ximena xīnyí "
    "ya-ting yara yasmin yasmine yasna yassamin yekaterina yelena yeva yoana yolanda yua yuina yulia "
    "yuna yvette yvonne yìhán yīnuò yūna yǐmò yǔtóng yǔxī zahra zainab zala zehra zeinab zeynab zeynep "
    "zina zoe zofia zoé zuzana zuzanna zümra zǐhán ámbar éabha şerife ";

constexpr std::string_view male_names =
    "aarav aariz aaron abbas abd abdallah abdel-rahman abdelkader abdoulaye abdul abdulaziz abdulla "
    "abdullah abdullo abdulrahman abraham abubakr abulfazl adam addison adel adin adomas adrian adriano "
    "adrians afonso agustín ahmad ahmed ahmet aiden aimar aisultan aiur akira aksel al alan alastair "
    "albert alberto aldiyar aldo alejandro aleks aleksandar aleksander aleksandr aleksandre aleksei "
    "alessandro alexander alexandru alexei alexey alfie ali ali-reza alikhan alinur alistair alparslan "
    "alteo alvaro amar ami amine amir amir-abbas amir-ali amir-hossein amit ammar anar anatoly anders "
    "andreas andrei andrej andrew andria andrias andriy andré andy angelo angus anthony antoni antonio "
    "antônio anwar ao aoi aputsiaq aras archibald archie areg areni ari arjun arkady arman armen aron "
    "artem arthur artiom artur arturo artyom arvind ashok ashot athanasios atlas august austin ayoub "
    "aziz bader bakary bandar banele barney barry bashar basil batkhaаn bautista baаtar beau ben benas "
    "bence benicio benjamin benjamín bennie bernard bernd bernie berrdo bert beshoi bibek biel bilal "
    "bill billy bishal bjorn björn blair blake bob bobby bogdan boris brad bradley brahim brandon "
    "brendan brett brian bruce bruno bryan byron carl carlos cecil cedric cesar chad charbel charles "
    "charlie chester chia-hao chien-hung chih-chiang chih-hao chih-ming chih-wei chin-lung chip chris "
    "christian christopher christos chuck chuluun chun-chieh chun-hung cillian ciro clarence claude "
    "claudio clay cleo cliff clifford clint clive clyde colin conor corey cory craig curt curtis cyril "
    "césar dag dale damian damjan dan danel daniel daniels daniil danijel danny danylo darin dario daris "
    "darrell darren dave davi david davit davud dean deepak dejan demetre dennis derek dermot derrick "
    "desmond detlef dhruv dick diego dieter dimitar dimitrios dion dirk djamel dmitry dmytro do-yun "
    "dominic dominik dominykas don donald doug douglas dragan duarte duncan dusty dušan dwayne dwight "
    "dylan dyllan dániel džan eamon earl eckhard ed eddie edgar edoardo eduardo edward edwin eeli einar "
    "eino eitan eithan elchin eli elias elie elijah elmar elnur elshan elyas eman emil emiliano emilio "
    "emir emmanuel emīls enrique enzo eric erik ernest ernesto ernie ernst esteban ethan eugene eun-woo "
    "evens everett evgeny eymen ezekiel fabio fadi fahad fahd faisal federico felipe felix ferdinand "
    "ferenc fernando ferndo filip finlay finn floyd francesco francisco franciszek franco francois frank "
    "franklin françois freddy frederic frederick fritz fyodor fūma gabe gabor gabriel gael gagik ganesh "
    "garland garth gary gaspar gene gennady geoff geoffrey georg george georgi georgios gerald gerd "
    "gerhard german gerónimo gevorg gianluca gianni gilbert giles gilli giorgi giovanni girish giuseppe "
    "glenn gonzalo goran gordon graham greg gregorio gregory grigory grzegorz guillermo gunnar gunter "
    "gus gustavo gustavs guy gyorgy gábor göktug günter günther ha-joon haakon habib hakeem halim hamid "
    "hamza hank hans harald harish harold harraz harris harry haru haruma harun haruto harvey hasan "
    "hashem hassan hayk hector heinz heitor helmut henrik henry herbert herkus herman hernán hinato hiro "
    "hiroshi homer horace horst hossein hovhannes howard hubert hudson hugh hugo humphrey huseyn hussain "
    "hussein hydar hàorán hàoyǔ hüseyin ian ibai ibrahim ignacio igor iker ilgar ilija imran ingmar inuk "
    "inunnguag inutsiaq ioane ioannis ion irving isaac isak istván itsuki ivan ivik ivor izz i̇smail "
    "jacek jack jacob jacques jad jaime jake jakob jakov jakub jamal james jameson janusz jared jaroslaw "
    "jason javier jay jeff jefferson jeffery jeffrey jens jeremy jerome jerrold jerry jerzy jerónimo "
    "jesús ji-ho jim jimmy joachim joaquin jochen jodey joe joel johannes john johnny jokūbas jon jonas "
    "jonathan jordi jorge jorgen jose joseph josh joshua josiah josip josé jovan joão ju-won juan jude "
    "julen jules julian julio junior jurgen justin jákup jógvan jón jónas jökull jørgen jürgen jēkabs "
    "kabir kai kairo kajus kaloyan kamal kapil karam karim karl karl-heinz kathem kazi keanu keith ken "
    "kenji kenneth keven kevin khaled khalid kiaan kirollos kiwa klaus knut koa konstantin konstantinos "
    "krishna krzysztof kurt kweisi kyle kári kārlis lance larry lars laszlo laurence lavi lawrence lazar "
    "leano leevi leif len leo leon leonard leonardo leonid leordo leroy lester leszek lev levente levi "
    "lew lewis liam lio lionel lloyd logan lorenzo lou louis lourenço lovro lu lubanzi luca lucas ludwig "
    "luigi luis luiz luka lukas lukáš luther lwandle lászló léo maciej magnus mahamadou mahammad mahdi "
    "mahesh mahmoud majid maksim maksym malachi malcolm maligiaq malik malthe mamadou manaia manfred "
    "manish manoj manua manuel marc marcel marcell marco marcos marek mario marios mark markas markel "
    "marko marks markus marlin marti martim martin martí martín marvin mason massimo matas matei matej "
    "mateo matija mats matt matteo matthew matthías mattia mattias matvey matyáš matías matěj maui "
    "maurice mauricio maurizio max maxim maximilian maximiliano maxwell maël mees mehdi mehmet melvin "
    "michael michail michal michalis michel mick miguel mihail mikael mikaere mikayel mike mikhail miki "
    "mikołaj milan miloš milton min-jun minato minik miraç miroslav mitch mitchell modibo mohamed "
    "mohammad mohammad-reza mohammad-taha mohammed monte morris moussa muhamad muhammad muhammed mukesh "
    "murad murray mustafa mykhaylo máté míngzé mùchén mùyáng nagi nagisa naranbaatar narek narendra "
    "naresh nasser nathan nathaniel naveen naïm neal ned neil nelio nestor neville newt nicholas nick "
    "nicolas nicolás niel niels nigel nik nikau nikita niko nikodem nikola nikolai nikolaos nikoloz nil "
    "nils noah noam noel nomaan norbert norman norsaq nuka nurislam nóa octavio ofentse oihan oisin "
    "oisín olaf ole oleg oleksandr oliver olivér omar omer onni oscar oskar osman oswald otto oumar owen "
    "pablo panagiotis pankaj paolo pascual patrick pau paul paulo pavel pedro percy petar pete peter "
    "peterson philip pierre piotr pol pradeep prakash pramod prasert prem prince pyotr qillaq quentin "
    "rachid rafael rafal rahul rainer raja rajesh rakesh ralfs ralph ramazan ramesh ramon ramón rand "
    "randall randy raphael raphaël rashad rashid rasmus raul ravi ray raymond refael reginald reinhard "
    "relja ren rex reza riad ricardo riccardo rich richard rick ritchie ro roan rob robert roberto "
    "roberts rod rodney rodrigo roel roger roko roland rolf roman ron ronald ronnie ronny rory ross roy "
    "ruben rudi rudolf rudy rufus rupert ruslan russ russell ryan ryszard rían sachin said salik salman "
    "salud salvador sam samir sammy samuel samvel samyar sandeep sanders sandor sanford sanjay santiago "
    "saqib satish scott sean sebastian sebastián sekou selim sem seo-jun sergei sergey sergio seth "
    "shahem shahid shane shankar sheikh sheldon shivansh shomari shri si-woo siddhartha siegfried simon "
    "siphosethu slawomir solomon somboon somchai somporn somsak soren souleymane stan stanislav "
    "stanisław stanley stefan stefano steny stephen steve steven stevenson stewart stig stuart suhas "
    "sukhbaаtar sunil suresh sven syed sylvester szymon søren sō sōma tad tadhg taha taim tamatoa "
    "tapuarii tareq tariq tatsuki ted tehei teiki teiva teo teodor teva than thaniel theo theodor "
    "theodore thiago thom thomas thorsten théo tiago tigran tim timofey timothy tobias toby todd toivo "
    "tom tomasz tommaso tommy tomás tomáš tony torsten travis trent trevor trey tristan troy tróndur "
    "tunar turki tyler tyrone ulf ulloriaq umar umberto uri usman uwe vadim valdemar valentin valery "
    "valter vasileios vasilije vasily vedant vern vernon vicente victor vijay vikram viktor vince "
    "vincent vinod viraj virgil vitaly vittorio vivek vladimir vladyslav vojtěch volker vugar vuk vusal "
    "vyacheslav väinö walid walt walter warren wassim wayne wen-hsiung wendell werner wesley wilbur "
    "wilfred will william willie willis wilson winston wojciech wolfgang woodrow yamato yasser yassin "
    "ye-jun yehuda yevgeny younès yousef yousouf youssef yu-jun yuri yusef yusif yusuf yìchén yìzé yūma "
    "yǔxuān yǔzé zachary zahid zahir zaid zalán zbigniew zion zoltan zoran àlex ádám álvaro ángel "
    "édouard óliver ömer žan ";

std::vector<std::string_view> split(std::string_view names) {
  std::vector<std::string_view> words;
  for (std::size_t blank; (blank = names.find(' ')) != std::string_view::npos; names.remove_prefix(blank + 1))
    words.push_back(names.substr(0, blank));
  return words;
}

std::string lower(std::string_view word) {
  std::string result(word);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return result;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

Gender gender_of_given_name(std::string_view name) {
  static const std::vector<std::string_view> female = split(female_names), male = split(male_names);
  const std::string key = lower(name);
  if (std::binary_search(female.begin(), female.end(), std::string_view(key))) return Gender::female;
  if (std::binary_search(male.begin(), male.end(), std::string_view(key))) return Gender::male;
  return Gender::unknown;
}

Gender gender_of_title(std::string_view title) {
  std::string key = lower(title);
  if (!key.empty() && key.back() == '.') key.pop_back();
  if (is_one_of(key, {"mrs", "ms", "miss", "mme", "madame", "lady", "queen", "princess", "duchess", "baroness", "sister",
                      "dame", "sra", "frau", "countess"}))
    return Gender::female;
  if (is_one_of(key, {"mr", "sir", "king", "prince", "duke", "father", "brother", "baron", "herr", "monsieur", "sheikh",
                      "imam", "pope", "count"}))
    return Gender::male;
  return Gender::unknown;
}

}  // namespace newswired::text

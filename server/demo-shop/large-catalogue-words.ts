import type { DemoTaxRateId } from './tax-rates.ts'

export type VariantList = {
  readonly names: readonly string[]
  /** How much dearer each is than the one before, as a share of the first one's price: 0 for colours. */
  readonly priceStep: number
}

/** What one category's articles are named from (first × second × noun), sold as and priced at (cents, VAT included). */
export type WordFamily = {
  readonly categoryId: string
  readonly prefix: string
  readonly taxRateId: DemoTaxRateId
  readonly firstWords: readonly string[]
  readonly secondWords: readonly string[]
  readonly nouns: readonly string[]
  /** Each article is sold in the first few of one of these lists. */
  readonly variantLists: readonly VariantList[]
  readonly priceMinorMin: number
  readonly priceMinorMax: number
}

const words = (text: string): readonly string[] => text.split(', ')

const finishes = words(
  'Hand-Thrown, Matt, Ribbed, Speckled, Polished, Brushed, Everyday, Classic, Heritage, Nordic, Harbour, Slim, Tall, Low, Stackable, Folding, Vintage, Studio, Rustic, Fluted, Curved, Deep, Wide, Weathered',
)
const tastes = words(
  'Organic, Wild, Smoked, Roasted, Salted, Sweet, Spiced, Mild, Farmhouse, Mountain, Coastal, Early Harvest, Stone-Ground, Slow-Cooked, Unsweetened, Extra Fine, Crunchy, Creamy, Toasted, Fiery, Golden, Dark, Light, Traditional',
)
const bySize = (text: string): VariantList => ({ names: words(text), priceStep: 0.6 })
const byLook = (text: string): VariantList => ({ names: words(text), priceStep: 0 })

const colours = byLook('Sand, Sea, Moss, Rust')
const weights = bySize('125 g, 250 g, 500 g, 1 kg')
const volumes = bySize('0.25 l, 0.5 l, 0.75 l, 1 l')
const sizes = bySize('Small, Medium, Large, Extra large')
const packs = bySize('Each, 2 pieces, 4 pieces, 8 pieces')

/** The categories are those of the demo shop, so that a till full of these looks like one. */
export const wordFamilies: readonly WordFamily[] = [
  {
    categoryId: 'coffee-tea',
    prefix: 'CT',
    taxRateId: 'vat-9',
    firstWords: tastes,
    secondWords: words(
      'Ethiopia, Colombia, Guatemala, Kenya, Sumatra, Peru, Brazil, Rwanda, Assam, Darjeeling, Ceylon, Yunnan, Jasmine, Bergamot, Vanilla, Cardamom, Ginger, Hibiscus',
    ),
    nouns: words(
      'Coffee Beans, Filter Coffee, Espresso Beans, Ground Coffee, Decaf Beans, Cold Brew, Black Tea, Green Tea, White Tea, Oolong, Chai, Infusion, Iced Tea, Leaf Tea, Tea Pyramids, Latte Mix',
    ),
    variantLists: [weights, bySize('20 bags, 50 bags, 100 g loose, Gift tin')],
    priceMinorMin: 295,
    priceMinorMax: 3495,
  },
  {
    categoryId: 'bakery',
    prefix: 'BA',
    taxRateId: 'vat-9',
    firstWords: tastes,
    secondWords: words(
      'Spelt, Rye, Wheat, Oat, Walnut, Fig, Raisin, Almond, Hazelnut, Apple, Cherry, Lemon, Chocolate, Cinnamon, Butter, Poppy Seed, Sesame, Pumpkin',
    ),
    nouns: words(
      'Loaf, Roll, Bun, Baguette, Croissant, Muffin, Cookie, Tart, Cake, Waffle, Crispbread, Biscuit, Scone, Brioche, Flatbread, Pretzel',
    ),
    variantLists: [packs, bySize('Half, Whole')],
    priceMinorMin: 65,
    priceMinorMax: 2495,
  },
  {
    categoryId: 'pantry',
    prefix: 'PA',
    taxRateId: 'vat-9',
    firstWords: tastes,
    secondWords: words(
      'Tomato, Olive, Chilli, Garlic, Basil, Pepper, Sesame, Hazelnut, Apricot, Plum, Orange, Onion, Lentil, Chickpea, Mushroom, Mustard, Cumin, Paprika',
    ),
    nouns: words(
      'Oil, Sauce, Chutney, Jam, Relish, Soup, Spread, Pasta, Pesto, Crackers, Vinegar, Seasoning, Stock, Paste, Snack Mix, Dressing, Pickles',
    ),
    variantLists: [weights, bySize('190 g, 350 g'), bySize('250 ml, 500 ml, 1 l')],
    priceMinorMin: 115,
    priceMinorMax: 1995,
  },
  {
    categoryId: 'fresh-dairy',
    prefix: 'FD',
    taxRateId: 'vat-9',
    firstWords: tastes,
    secondWords: words(
      'Alpine, Goat, Sheep, Meadow, Oat, Soy, Herb, Honey, Vanilla, Strawberry, Lemon, Cumin, Nettle, Truffle, Pepper, Walnut, Blueberry, Fenugreek',
    ),
    nouns: words(
      'Cheese, Yoghurt, Milk, Butter, Custard, Cream, Kefir, Quark, Pudding, Cream Cheese, Ricotta, Feta, Dip, Drink, Dessert',
    ),
    variantLists: [weights, bySize('150 g, 300 g, 450 g'), volumes],
    priceMinorMin: 95,
    priceMinorMax: 1895,
  },
  {
    categoryId: 'drinks',
    prefix: 'DR',
    taxRateId: 'vat-9',
    firstWords: tastes,
    secondWords: words(
      'Apple, Pear, Orange, Lemon, Rhubarb, Elderflower, Ginger, Peach, Cherry, Raspberry, Beetroot, Carrot, Mint, Lime, Grapefruit, Cucumber, Quince, Cranberry',
    ),
    nouns: words(
      'Juice, Cordial, Soda, Lemonade, Fizz, Kombucha, Tonic, Water, Smoothie, Shrub, Spritz, Nectar, Water Kefir, Switchel, Cooler',
    ),
    variantLists: [volumes, bySize('Can, Six-pack, Case of 24')],
    priceMinorMin: 115,
    priceMinorMax: 1695,
  },
  {
    categoryId: 'home-kitchen',
    prefix: 'HK',
    taxRateId: 'vat-21',
    firstWords: finishes,
    secondWords: words(
      'Oak, Walnut, Beech, Steel, Copper, Brass, Stoneware, Porcelain, Enamel, Cast Iron, Linen, Cotton, Wool, Glass, Marble, Bamboo, Cork, Rattan',
    ),
    nouns: words(
      'Bowl, Plate, Mug, Pan, Board, Tray, Jar, Jug, Vase, Lamp, Basket, Stool, Shelf, Clock, Candle Holder, Teapot, Carafe, Colander, Trivet, Butter Dish',
    ),
    variantLists: [sizes, colours],
    priceMinorMin: 495,
    priceMinorMax: 12900,
  },
  {
    categoryId: 'garden-plants',
    prefix: 'GP',
    taxRateId: 'vat-21',
    firstWords: finishes,
    secondWords: words(
      'Terracotta, Zinc, Ash, Cedar, Larch, Slate, Concrete, Jute, Copper, Willow, Granite, Teak, Steel, Clay, Basalt, Canvas, Bamboo, Iron',
    ),
    nouns: words(
      'Planter, Pot, Saucer, Trowel, Fork, Rake, Watering Can, Bird House, Bird Bath, Trellis, Lantern, Bench, Hanging Basket, Seed Tray, Plant Stand, Edging',
    ),
    variantLists: [sizes, bySize('12 cm, 18 cm, 24 cm, 30 cm')],
    priceMinorMin: 275,
    priceMinorMax: 8900,
  },
  {
    categoryId: 'stationery-gifts',
    prefix: 'SG',
    taxRateId: 'vat-21',
    firstWords: finishes,
    secondWords: words(
      'Linen, Leather, Cotton Paper, Kraft, Recycled, Cork, Felt, Brass, Walnut, Marbled, Letterpress, Foil, Canvas, Silk, Velvet, Washi, Wool, Beech',
    ),
    nouns: words(
      'Notebook, Journal, Card, Envelope Set, Gift Box, Wrapping Paper, Ribbon, Pen Case, Bookmark, Album, Calendar, Planner, Desk Tray, Tote Bag, Puzzle, Keyring',
    ),
    variantLists: [colours, bySize('Single, Set of 3, Set of 6'), byLook('Classic, Festive, Floral')],
    priceMinorMin: 195,
    priceMinorMax: 7900,
  },
]
